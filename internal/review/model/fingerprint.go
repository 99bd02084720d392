package model

import (
	"fmt"
	"hash/crc32"
	"sync"
)

// Fingerprint tells the model that comes with the program from that of any
// other version: eight hexadecimal digits over all that it was built with.
// Judgements that are kept bear it, so that they are made anew where the
// model has changed. Its first use takes about a millisecond.
var Fingerprint = sync.OnceValue(func() string {
	const piece = 64 << 10 // so that megabytes of text are not copied at once
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := uint32(0)
	for _, part := range []string{embedded, vectorData, classText, phraseText, topicText} {
		for from := 0; from < len(part); from += piece {
			sum = crc32.Update(sum, table, []byte(part[from:min(from+piece, len(part))]))
		}
	}
	return fmt.Sprintf("%08x", sum)
})
