# nginx, the only door: configuration from the template, published pages, a private process.
# shellcheck shell=bash

PAGES=$ROOT/Services/partner-gateway/Web

# nginx_render: the template with @NAME@ filled in from the variable of that name.
nginx_render() {
    local text name
    text=$(<"$ROOT/deploy/nginx/pitcrew.conf.template")
    for name in USER FOLDER ERROR_LOG ACCESS_LOG RATE SIGN_IN_RATE BURST SIGN_IN_BURST CONNECTIONS BODIES HOSTS UPSTREAMS \
        LISTEN LISTEN_TLS CERTIFICATES WEB PROBLEMS LOCATIONS; do
        local variable=NGINX_$name
        text=${text//@$name@/${!variable}}
    done
    printf '%s\n' "$text"
}

# nginx_limits: sets the limits by address from the settings; deploy/README.md tells of them.
nginx_limits() {
    NGINX_RATE=${PITCREW_DOOR_RATE:-100} NGINX_SIGN_IN_RATE=${PITCREW_DOOR_SIGN_IN_RATE:-60}
    NGINX_CONNECTIONS=${PITCREW_DOOR_CONNECTIONS:-256}
    local name
    for name in RATE SIGN_IN_RATE CONNECTIONS; do
        local variable=NGINX_$name
        [[ ${!variable} =~ ^[1-9][0-9]{0,5}$ ]] || fail "PITCREW_DOOR_$name must be a whole number from 1 to 999999, not ${!variable}"
    done
    NGINX_BURST=$((NGINX_RATE * 2)) NGINX_SIGN_IN_BURST=$(((NGINX_SIGN_IN_RATE + 1) / 2)) NGINX_BODIES=$(((NGINX_CONNECTIONS + 7) / 8))
}

# nginx_hosts: sets the names we answer to, as a pattern: those of the settings, and this machine's own.
nginx_hosts() {
    local name public=${PITCREW_PUBLIC_URL:-} named=${PITCREW_DOOR_HOSTS:-} hosts=()
    named=${named//,/ } public=${public#*://} public=${public%%/*}
    if [[ $public == \[* ]]; then public=${public%%\]*}]; else public=${public%%:*}; fi
    for name in localhost 127.0.0.1 '[::1]' "$(uname -n)" $public $named; do
        [[ $name =~ ^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])$ ]] || fail "not a host name: $name"
        name=${name//./\\.} name=${name//[/\\[}
        hosts+=("${name//]/\\]}")
    done
    NGINX_HOSTS=$(IFS='|'; printf '%s' "${hosts[*]}")
}

# nginx_problems: what the door itself refuses, as problem documents.
nginx_problems() {
    local location status slug title
    NGINX_PROBLEMS=''
    while read -r location status slug title; do
        NGINX_PROBLEMS+="
        location $location {
            internal;
            default_type application/problem+json;
            return $status '{\"type\":\"urn:pitcrew:problem:$slug\",\"title\":\"$title\",\"status\":$status}';
        }"
    done <<-'ALL'
		=/refused/malformed 400 malformed-request Malformed request
		=/refused/too_long 414 address-too-long Address too long
		=/refused/unknown 501 not-implemented Not implemented
		@nowhere 404 not-found Not found
		@method 405 method-not-allowed Method not allowed
		@too_large 413 body-too-large Body too large
		@misdirected 421 misdirected Not this host
		@too_many 429 too-many-requests Too many requests
		@long_headers 431 header-too-large Headers too large
		@unavailable 503 unavailable Service unavailable
	ALL
}

# nginx_routes ADDRESS_OF: sets upstreams and locations; ADDRESS_OF is a command that prints a service's host:port.
nginx_routes() {
    local service own
    NGINX_UPSTREAMS='' NGINX_LOCATIONS=''
    for service in "${SERVICES[@]}"; do
        own=''
        [[ $service != partner-gateway ]] || own=$(nginx_sign_in)
        NGINX_UPSTREAMS+="
    upstream pitcrew-$service { server $("$1" "$service") max_fails=0; keepalive 32; }"
        NGINX_LOCATIONS+="
        location ^~ /api/$service/ {
            proxy_pass http://pitcrew-$service/;
            # What a service says about itself is for loopback only.
            location ~* ^/api/[^/]+/(metrics|healthz|readyz)(/|\$) { return 404; }$own
            location ~ /events\$ {
                rewrite ^/api/$service(/.*)\$ \$1 break;
                proxy_pass http://pitcrew-$service;
                proxy_buffering off;
                proxy_read_timeout 1h;
            }
        }"
    done
}

# Where passwords, codes and secrets can be guessed, fewer requests and small bodies; what holds tokens is not packed beside what a
# stranger wrote (BREACH).
nginx_sign_in() {
    cat <<-LOCATION

		            location ~ ^/api/partner-gateway/(oauth/token|v1/(sign-in|staff/sessions|sessions))(/|\$) {
		                limit_req zone=requests burst=$NGINX_BURST nodelay;
		                limit_req zone=sign-in burst=$NGINX_SIGN_IN_BURST nodelay;
		                client_max_body_size 64k;
		                gzip off;
		                rewrite ^/api/partner-gateway(/.*)\$ \$1 break;
		                proxy_pass http://pitcrew-partner-gateway;
		            }
	LOCATION
}

loopback_address() { printf '127.0.0.1:%s' "$(port "$1")"; }

# nginx_settings ADDRESS_OF: sets all that does not depend on where the door runs.
nginx_settings() {
    nginx_limits
    nginx_hosts
    nginx_problems
    nginx_routes "$1"
}

nginx_configure() {
    local folder=$STATE/nginx
    mkdir -p "$folder/pages"
    certificate "$STATE/tls"
    "$ROOT/deploy/nginx/publish" "$PAGES" "$folder/pages" >/dev/null
    nginx_settings loopback_address
    NGINX_FOLDER=$folder NGINX_ERROR_LOG=$(log_file nginx) NGINX_ACCESS_LOG=$STATE/log/nginx-access.log NGINX_WEB=$folder/pages
    NGINX_LISTEN=$(loopback_address http) NGINX_LISTEN_TLS=${PITCREW_DOOR_ADDRESS:-127.0.0.1}:$(port https) NGINX_CERTIFICATES=$STATE/tls
    NGINX_USER=$(nginx_user)
    nginx_render >"$folder/pitcrew.conf.next"
}

# As root the workers become www-data, unless the pages or the state lie in a folder closed to it.
nginx_user() {
    ((EUID == 0)) || return 0
    if www_data_enters "$NGINX_WEB" && www_data_enters "$STATE/nginx"; then printf 'user www-data;'; else printf 'user root;'; fi
}

www_data_enters() { runuser -u www-data -- test -x "$1" 2>/dev/null; }

nginx_start() {
    local folder=$STATE/nginx program
    program=$(command -v nginx || echo /usr/sbin/nginx)
    nginx_configure
    "$program" -q -t -p "$folder" -e "$(log_file nginx)" -c "$folder/pitcrew.conf.next" || fail "nginx refuses its configuration"
    if process_runs nginx && cmp -s "$folder/pitcrew.conf.next" "$folder/pitcrew.conf"; then
        rm -f "$folder/pitcrew.conf.next"
        nginx_renew
        return 0
    fi
    nginx_stop
    mv "$folder/pitcrew.conf.next" "$folder/pitcrew.conf"
    cp "$STATE/tls/certificate.pem" "$folder/certificate-in-use.pem"
    process_start nginx "$program" -p "$folder" -e "$(log_file nginx)" -c "$folder/pitcrew.conf" -g 'daemon off;'
    until_deadline 10 nginx_ready || { tail -n 10 "$(log_file nginx)" >&2; fail "nginx did not start"; }
}

# nginx_renew: takes up a certificate that was replaced. Workers that have connections end them by and by, new ones take the others.
nginx_renew() {
    cmp -s "$STATE/tls/certificate.pem" "$STATE/nginx/certificate-in-use.pem" && return 0
    kill -HUP "$(process_pid nginx)"
    cp "$STATE/tls/certificate.pem" "$STATE/nginx/certificate-in-use.pem"
}

# It is ours that answers, not what another one left on the port.
nginx_ready() {
    local pid listeners
    pid=$(process_pid nginx) || return 1
    listeners=$(ss -Hltnp "sport = :$(port http)") || return 1
    [[ $listeners == *"pid=$pid,"* ]] && curl -s --max-time 2 -o /dev/null "http://127.0.0.1:$(port http)/api/"
}

nginx_stop() {
    local master='' workers
    read -r master _ 2>/dev/null <"$(pid_file nginx)" || true
    process_stop nginx 10
    [[ -n $master ]] || return 0
    # Workers outlive a master that was killed, and go on serving; they are still in its process group.
    mapfile -t workers < <(ps -e -o pid=,pgid=,args= | awk -v group="$master" '$2 == group && $3 ~ /^nginx:/ { print $1 }')
    ((!${#workers[@]})) || kill -TERM "${workers[@]}" 2>/dev/null || true
    local pid
    for pid in "${workers[@]}"; do until_deadline 10 process_gone "$pid" || kill -KILL "$pid" 2>/dev/null || true; done
}

# nginx_kill: the master and its workers at once, as a lost machine would take them.
nginx_kill() { kill -KILL -- "-$1"; }
