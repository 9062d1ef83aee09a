# The door's certificate: certificate.pem and key.pem in a folder.
# shellcheck shell=bash

# certificate FOLDER: that of PITCREW_CERTIFICATE and PITCREW_CERTIFICATE_KEY where they are set; else what lies there, and where
# nothing does one that is signed by itself.
certificate() {
    mkdir -p "$1"
    if [[ -n ${PITCREW_CERTIFICATE:-}${PITCREW_CERTIFICATE_KEY:-} ]]; then certificate_take "$1"
    elif [[ ! -s $1/key.pem ]]; then certificate_make "$1"
    fi
}

# Nothing is replaced by what the door could not use. The files stay the same ones: a container has those mounted.
certificate_take() {
    local folder=$1 given=${PITCREW_CERTIFICATE:-} key=${PITCREW_CERTIFICATE_KEY:-}
    [[ -r $given && -r $key ]] || fail "PITCREW_CERTIFICATE and PITCREW_CERTIFICATE_KEY must each name a file that can be read"
    certificate_fits "$given" "$key" || fail "$key does not hold the key of the certificate in $given"
    chmod -f u+w "$folder/key.pem" "$folder/certificate.pem" || true
    (umask 077; cat "$key" >"$folder/key.pem")
    cat "$given" >"$folder/certificate.pem"
    chmod 644 "$folder/certificate.pem"
}

certificate_fits() {
    local public
    public=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) || return 1
    [[ $public == "$(openssl pkey -in "$2" -passin pass: -pubout 2>/dev/null)" ]]
}

certificate_make() {
    (umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 800 -subj /CN=localhost \
        -addext "subjectAltName=DNS:localhost,DNS:$(uname -n),IP:127.0.0.1,IP:::1" \
        -keyout "$1/key.pem" -out "$1/certificate.pem" 2>/dev/null)
    chmod 644 "$1/certificate.pem"
}
