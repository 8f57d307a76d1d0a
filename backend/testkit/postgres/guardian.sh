# guardian.sh BINARIES FOLDER
# Makes and starts a cluster in FOLDER, says "ready" on standard output, and removes all of it when standard input ends: that is when
# the test process is gone, also by a panic, a time limit or a kill, where no deferred call and no clean-up of a test runs any more.
set -u
binaries=$1
folder=$2

fail() {
	cat "$folder/log"
	rm -rf "$folder"
	exit 1
}

# The collation is a language's and not the order of bytes, as in most installations: a query that leans on the default order of text
# shows up in tests.
"$binaries/initdb" --pgdata="$folder/data" --username=kontora --auth=trust --no-sync --no-instructions \
	--encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US >"$folder/log" 2>&1 || fail

# Nothing here outlives the test, so nothing waits for a disk. No TCP: a socket cannot collide with anybody's port.
cat >>"$folder/data/postgresql.conf" <<-SETTINGS
	listen_addresses = ''
	port = 5432
	unix_socket_directories = '$folder'
	max_connections = 200
	fsync = off
	synchronous_commit = off
	full_page_writes = off
	autovacuum = off
	timezone = 'Asia/Kathmandu'
SETTINGS
"$binaries/pg_ctl" start --silent --wait --timeout=120 --pgdata="$folder/data" --log="$folder/log" >/dev/null 2>&1 || fail

echo ready
exec >/dev/null
read -r _
"$binaries/pg_ctl" stop --silent --mode=immediate --pgdata="$folder/data"
rm -rf "$folder"
