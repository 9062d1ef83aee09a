# nginx, the only door: configuration from the template, a certificate of its own, a private process.
# shellcheck shell=bash

# nginx_render TEMPLATE: fills in @NAME@ from the variable of that name.
nginx_render() {
    local text name
    text=$(<"$1")
    for name in USER STATE ERROR_LOG ACCESS_LOG UPSTREAMS LISTEN WEB LOCATIONS; do
        local variable=NGINX_$name
        text=${text//@$name@/${!variable}}
    done
    printf '%s\n' "$text"
}

# nginx_routes ADDRESS_OF: sets upstreams and locations; ADDRESS_OF is a command that prints a service's host:port.
nginx_routes() {
    local service
    NGINX_UPSTREAMS='' NGINX_LOCATIONS=''
    for service in "${SERVICES[@]}"; do
        NGINX_UPSTREAMS+="
    upstream pitcrew-$service { server $("$1" "$service") max_fails=0; keepalive 32; }"
        NGINX_LOCATIONS+="
        location ^~ /api/$service/ {
            proxy_pass http://pitcrew-$service/;
            # What a service says about itself is for loopback only.
            location ~ ^/api/[^/]+/(metrics|healthz|readyz)\$ { return 404; }
            location ~ /events\$ {
                rewrite ^/api/$service(/.*)\$ \$1 break;
                proxy_pass http://pitcrew-$service;
                proxy_buffering off;
                proxy_read_timeout 1h;
            }
        }"
    done
}

loopback_address() { printf '127.0.0.1:%s' "$(port "$1")"; }

nginx_configure() {
    local folder=$STATE/nginx
    mkdir -p "$folder"
    certificate
    nginx_routes loopback_address
    NGINX_STATE=$STATE NGINX_ERROR_LOG=$(log_file nginx) NGINX_ACCESS_LOG=$STATE/log/nginx-access.log
    NGINX_WEB=$ROOT/Services/partner-gateway/Web
    NGINX_LISTEN="listen 127.0.0.1:$(port http);
        listen ${PITCREW_DOOR_ADDRESS:-127.0.0.1}:$(port https) ssl http2;
        ssl_certificate $STATE/tls/certificate.pem;
        ssl_certificate_key $STATE/tls/key.pem;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_session_cache shared:tls:2m;"
    NGINX_USER=$(nginx_user)
    nginx_render "$ROOT/deploy/nginx/pitcrew.conf.template" >"$folder/pitcrew.conf.next"
}

# As root the workers become www-data, unless the pages or the state lie in a folder closed to it.
nginx_user() {
    ((EUID == 0)) || return 0
    if www_data_enters "$NGINX_WEB" && www_data_enters "$STATE/nginx"; then printf 'user www-data;'; else printf 'user root;'; fi
}

www_data_enters() { runuser -u www-data -- test -x "$1" 2>/dev/null; }

certificate() {
    local folder=$STATE/tls
    [[ ! -s $folder/key.pem ]] || return 0
    mkdir -p "$folder"
    (umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 800 -subj /CN=localhost \
        -addext "subjectAltName=DNS:localhost,DNS:$(uname -n),IP:127.0.0.1,IP:::1" \
        -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null)
    chmod 644 "$folder/certificate.pem"
}

nginx_start() {
    local folder=$STATE/nginx program
    program=$(command -v nginx || echo /usr/sbin/nginx)
    nginx_configure
    "$program" -q -t -p "$folder" -e "$(log_file nginx)" -c "$folder/pitcrew.conf.next" || fail "nginx refuses its configuration"
    if process_runs nginx && cmp -s "$folder/pitcrew.conf.next" "$folder/pitcrew.conf"; then
        rm -f "$folder/pitcrew.conf.next"
        return 0
    fi
    nginx_stop
    mv "$folder/pitcrew.conf.next" "$folder/pitcrew.conf"
    process_start nginx "$program" -p "$folder" -e "$(log_file nginx)" -c "$folder/pitcrew.conf" -g 'daemon off;'
    until_deadline 10 nginx_ready || { tail -n 10 "$(log_file nginx)" >&2; fail "nginx did not start"; }
}

nginx_ready() { curl -s --max-time 2 -o /dev/null "http://127.0.0.1:$(port http)/api/"; }

nginx_stop() { process_stop nginx 10; }
