# Installs Debian packages that are missing, and keeps their daemons from starting.
# shellcheck shell=bash

POLICY=/usr/sbin/policy-rc.d

as_root() {
    if ((EUID == 0)); then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "these packages are missing and neither root nor sudo is at hand: ${missing[*]}"
    fi
}

# install_packages SET…: the packages of deploy/packages.txt that are needed for these sets.
install_packages() {
    local wanted=" $* " missing=() name when
    while read -r name when _; do
        [[ -z $name || $name == \#* || $wanted != *" $when "* ]] && continue
        package_installed "$name" || missing+=("$name")
    done <"$ROOT/deploy/packages.txt"
    ((${#missing[@]})) || return 0
    command -v apt-get >/dev/null || fail "not a Debian system; install what stands for: ${missing[*]}"
    step "installing ${missing[*]}"
    apt_install "${missing[@]}"
}

package_installed() {
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]
}

apt_install() (
    # Debian asks this program before it starts a daemon; 101 means "do not".
    local kept=''
    if [[ -e $POLICY ]]; then kept=$(mktemp); cp -p "$POLICY" "$kept"; fi
    restore() {
        if [[ -n $kept ]]; then as_root cp -p "$kept" "$POLICY"; rm -f "$kept"; else as_root rm -f "$POLICY"; fi
    }
    trap restore EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
    as_root apt-get -q update || complain "apt-get update failed; trying with the lists that are here"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" >&2
    local package
    for package in "$@"; do keep_daemon_off "$package"; done
)

# The daemons that come with what was just installed stay off at the next boot too: ours run from the state folder.
keep_daemon_off() {
    local unit
    case $1 in
        postgresql) unit=postgresql ;;
        rabbitmq-server) unit=rabbitmq-server ;;
        nginx-light) unit=nginx ;;
        *) return 0 ;;
    esac
    if [[ -d /run/systemd/system ]]; then as_root systemctl disable --quiet "$unit" || true
    elif command -v update-rc.d >/dev/null; then as_root update-rc.d "$unit" disable >/dev/null 2>&1 || true
    fi
}
