package store

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"time"
)

// idLetters are digits and letters without those that are easily misread, in
// the order of their bytes, so that ids sort as the times in them do.
const idLetters = "0123456789abcdefghjkmnpqrstvwxyz"

// NewID makes an id of 26 lower-case letters and digits: the milliseconds of
// now and 80 random bits. Ids sort by the time they were made at; within one
// millisecond their order is by chance.
func NewID(now time.Time) string {
	var id [16]byte
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(now.UnixMilli()))
	copy(id[:6], ms[2:])
	// rand.Read never fails: it ends the program where there is no randomness.
	rand.Read(id[6:])
	return base32.NewEncoding(idLetters).WithPadding(base32.NoPadding).EncodeToString(id[:])
}
