# Secrets: generated once, kept in $STATE/secrets with mode 0600, one value a file.
# shellcheck shell=bash

secret_file() { printf '%s/secrets/%s' "$STATE" "$1"; }

# secret NAME: the value; made at the first call.
secret() {
    local file
    file=$(secret_file "$1")
    [[ -s $file ]] || (umask 077; openssl rand -hex 24 >"$file")
    cat "$file"
}

# store_secret NAME VALUE
store_secret() { (umask 077; printf '%s\n' "$2" >"$(secret_file "$1")"); }
