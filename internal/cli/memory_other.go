//go:build !linux

package cli

// unloadProgram does nothing where the system offers no way.
func unloadProgram() {}
