module rehearse

go 1.26

require (
	github.com/alecthomas/kong v1.17.0
	github.com/goccy/go-yaml v1.19.2
)

require github.com/rogpeppe/go-internal v1.16.0 // indirect
