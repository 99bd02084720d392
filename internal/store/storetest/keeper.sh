# Keeps a throw-away Postgres in the folder $2, with the programs in $1, until
# the input ends.
bin=$1 dir=$2
trap '' INT TERM HUP QUIT
finish() {
    "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$dir"
}
fail() {
    cat "$dir/log" 2>/dev/null
    finish
    exit 1
}
"$bin/initdb" -D "$dir/data" -U rehearse -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 </dev/null || fail
# Nothing of it is to last, so nothing waits for the disk.
"$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB" start >>"$dir/log" 2>&1 </dev/null || fail
echo ready
read -r _
finish
