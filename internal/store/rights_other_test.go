//go:build !unix

package store_test

// openAndSay has a use on Unix only.
func openAndSay(string) {}
