package app

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"kontora/backend/demo"
)

// busSettings are those of a bus that starts no services by itself.
const busSettings = `<busconfig><type>session</type><listen>unix:path=%s</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`

// withKeyring starts a bus of its own, and on it the keyring of GNOME, unlocked, for the time of a test.
func withKeyring(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	settings := filepath.Join(home, "bus.conf")
	if err := os.WriteFile(settings, []byte(fmt.Sprintf(busSettings, filepath.Join(home, "bus"))), 0o600); err != nil {
		t.Fatal(err)
	}
	bus := exec.CommandContext(t.Context(), "dbus-daemon", "--config-file="+settings, "--nofork", "--print-address=1")
	out, err := bus.StdoutPipe()
	if err == nil {
		err = bus.Start()
	}
	if err != nil {
		t.Fatalf("start a bus: %v", err)
	}
	t.Cleanup(func() { end(bus) })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"DBUS_SESSION_BUS_ADDRESS": strings.TrimSpace(address), "XDG_RUNTIME_DIR": home, "XDG_DATA_HOME": home, "HOME": home,
	} {
		t.Setenv(name, value)
	}
	ring := exec.CommandContext(t.Context(), "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", "--control-directory="+home)
	ring.Stdin = strings.NewReader("the password of the computer")
	var said bytes.Buffer
	ring.Stderr = &said
	if err := ring.Start(); err != nil {
		t.Fatalf("start a keyring: %v", err)
	}
	t.Cleanup(func() { end(ring) })
	patient, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	for (systemKeyring{}).Set("first", []byte("that it is there")) != nil {
		if patient.Err() != nil {
			t.Fatal(said.String())
		}
		runtime.Gosched()
	}
}

func end(command *exec.Cmd) {
	_ = command.Process.Kill()
	_ = command.Wait() // it was killed
}

// TestADeskOpensByTheKeyringOfTheSystem starts a desk again in the session of whoever has signed in at the computer, and in another.
func TestADeskOpensByTheKeyringOfTheSystem(t *testing.T) {
	withKeyring(t)
	if _, is := usualKeyring().(systemKeyring); !is {
		t.Fatal("the system's keyring is not found")
	}
	c := layCable(t)
	home := t.TempDir()
	m := setUpWith(t, home, c, usualKeyring())
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	token := m.token
	m.switchOff(t)
	m = setUpWith(t, home, c, usualKeyring())
	m.token = token
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
	kept := m.find(func(*room) bool { return true }).chest.box.ID.String()
	if secret, err := (systemKeyring{}).Get(kept); err != nil || len(secret) == 0 {
		t.Errorf("the keyring has %d bytes, %v", len(secret), err)
	}
	c.suspend(t, "petrov")
	for len(m.folders(t)) > 0 {
		runtime.Gosched()
	}
	m.switchOff(t)
	if secret, err := (systemKeyring{}).Get(kept); err == nil {
		t.Errorf("the keyring still has %d bytes", len(secret))
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if _, is := usualKeyring().(noKeyring); runtime.GOOS == "linux" && !is {
		t.Error("a keyring is found where there is none")
	}
	if _, err := os.Stat(filepath.Join(home, roomsFolder)); err != nil {
		t.Error(err)
	}
}
