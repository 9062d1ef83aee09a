# podman with all its files under $STATE/containers, and the base images.
# shellcheck shell=bash

# podman_run_folder: the run folder of $STATE. podman notes its path in the storage and goes on using that one, so it must be the same each
# time; the path must be short, which rules out a folder in $STATE.
podman_run_folder() { printf '/run/pitcrew-%s\n' "$(cksum <<<"$STATE" | cut -d' ' -f1)"; }

# podman_configure: settings of our own instead of those in /etc.
podman_configure() {
    local folder=$STATE/containers
    mkdir -p "$folder"/{storage,networks}
    PODMAN_RUN=$(podman_run_folder)
    install -d -m 700 "$PODMAN_RUN"
    cat >"$folder/containers.conf" <<-SETTINGS
		[containers]
		default_ulimits = ["nofile=10000:10000", "nproc=4096:4096"]
		[engine]
		runtime = "runc"
		cgroup_manager = "cgroupfs"
		events_logger = "file"
		tmp_dir = "$PODMAN_RUN/tmp"
		[network]
		network_backend = "cni"
		network_config_dir = "$folder/networks"
	SETTINGS
    cat >"$folder/storage.conf" <<-SETTINGS
		[storage]
		driver = "overlay"
		graphroot = "$folder/storage"
		runroot = "$PODMAN_RUN/run"
	SETTINGS
    export CONTAINERS_CONF=$folder/containers.conf CONTAINERS_STORAGE_CONF=$folder/storage.conf
}

# base_images: the official ones where a registry can be reached, else stand-ins made from Debian's packages.
base_images() {
    local image missing=()
    for image in debian:bookworm-slim swift:6.3-bookworm postgres:15-bookworm rabbitmq:3.13-management; do
        podman image exists "docker.io/library/$image" && continue
        timeout 300 podman pull -q "docker.io/library/$image" >/dev/null 2>&1 || missing+=("$image")
    done
    for image in "${missing[@]}"; do stand_in "$image"; done
}

stand_in() {
    step "making a stand-in for $1"
    case $1 in
        debian:*) debian_image ;;
        *)
            toolchain
            podman build --network=host -q -t "docker.io/library/$1" -f deploy/images/stand-ins/Dockerfile --target "${1%%:*}" \
                --build-arg TOOLCHAIN="$TOOLCHAIN" "$ROOT" >/dev/null
            ;;
    esac
}

debian_image() {
    local folder=$STATE/containers/debian
    rm -rf "$folder"
    debootstrap --variant=minbase bookworm "$folder" >"$(log_file debootstrap)"
    # As the official image: nothing cached, no manuals.
    printf '%s\n' 'Dir::Cache::pkgcache "";' 'Dir::Cache::srcpkgcache "";' 'APT::Keep-Downloaded-Packages "false";' \
        'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };' >"$folder/etc/apt/apt.conf.d/docker-clean"
    printf '%s\n' path-exclude={/usr/share/doc,/usr/share/man,/usr/share/locale,/usr/share/info}/'*' \
        path-include=/usr/share/doc/'*'/copyright >"$folder/etc/dpkg/dpkg.cfg.d/docker"
    find "$folder"/usr/share/{doc,man,locale,info} -type f ! -name copyright -delete
    rm -rf "$folder"/var/cache/apt/* "$folder"/var/lib/apt/lists/*
    tar -C "$folder" -c . | podman import -q - docker.io/library/debian:bookworm-slim >/dev/null
    rm -rf "$folder"
}

# toolchain: sets TOOLCHAIN to the folder that holds usr/bin/swift.
toolchain() {
    TOOLCHAIN=$(readlink -f "$(command -v swift)") || fail "there is no Swift here"
    TOOLCHAIN=$(cd "$(dirname "$TOOLCHAIN")/../.." && pwd)
}

# build_image NAME TARGET [ARGUMENT…]
build_image() {
    local name=$1 target=$2 mount=(); shift 2
    toolchain
    [[ -n ${OFFICIAL_SWIFT:-} ]] || mount=(-v "$TOOLCHAIN:$TOOLCHAIN:ro")
    </dev/null podman build --network=host -q "${mount[@]}" -t "pitcrew/$name" -f deploy/images/Dockerfile --target "$target" "$@" "$ROOT"
}

build_images() {
    local service extra
    for service in "${SERVICES[@]}"; do
        extra=()
        [[ $service != ml-scoring ]] || extra=(--build-arg EXTRA_PACKAGES=libxgboost0)
        build_image "$service" service --build-arg SERVICE="$service" "${extra[@]}"
    done
    build_image topology topology
    build_image door door
    build_image stand-ins stand-ins
}
