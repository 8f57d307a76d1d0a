package schema

import (
	"math"
	"strconv"
	"strings"
)

// Numbers are kept as integers of 10^-6, amounts of money as integers of 10^-4, so that both databases and a desk add and sort alike.
const (
	numberScale = 6
	moneyScale  = 4
)

// parseDecimal reads a decimal number such as -1054.50 into an integer of 10^-scale. It refuses more decimals than scale, exponents and overflow.
func parseDecimal(text string, scale int) (int64, bool) {
	text = strings.TrimSpace(text)
	negative := strings.HasPrefix(text, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || len(fraction) > scale || !digits(whole) || !digits(fraction) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", scale-len(fraction)), 10, 64)
	if err != nil || n == math.MinInt64 {
		return 0, false
	}
	if negative {
		n = -n
	}
	return n, true
}

// ParseRate reads what one unit of a currency is worth in another: a decimal number above 0 with at most six decimals. A comma is taken for
// the point.
func ParseRate(text string) (string, bool) {
	n, ok := parseDecimal(strings.Replace(text, ",", ".", 1), numberScale)
	if !ok || n <= 0 {
		return "", false
	}
	return formatDecimal(n, numberScale, 0), true
}

// formatDecimal writes an integer of 10^-scale with at least the given number of decimals.
func formatDecimal(n int64, scale, decimals int) string {
	sign := ""
	magnitude := uint64(n)
	if n < 0 {
		sign, magnitude = "-", uint64(-n)
	}
	text := strconv.FormatUint(magnitude, 10)
	if len(text) <= scale {
		text = strings.Repeat("0", scale-len(text)+1) + text
	}
	whole, fraction := text[:len(text)-scale], strings.TrimRight(text[len(text)-scale:], "0")
	if missing := decimals - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

func digits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
