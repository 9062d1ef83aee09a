# The release build, skipped when no source is newer than the last one.
# shellcheck shell=bash

# Where the executables are; PITCREW_BIN names ready-made ones and turns the build off.
bin_folder() { printf '%s' "${PITCREW_BIN:-$ROOT/.build/release}"; }

# A static standard library costs disk and saves memory, processor time and a dependency at run time.
build_release() {
    [[ -z ${PITCREW_BIN:-} ]] || return 0
    local list=$STATE/run/sources stamp=$STATE/run/built now
    now=$(cd "$ROOT" && find Package.swift Shared Services deploy Tests/Benchmarks -type f \
        \( -name '*.swift' -o -name '*.sql' -o -name '*.h' -o -name 'module.modulemap' -o -name '*.json' \) \
        -not -path '*/Web/*' | sort)
    if [[ -x $ROOT/.build/release/pitcrew-booking && -e $stamp && $now == "$(cat "$list" 2>/dev/null)" ]] \
        && [[ -z $(cd "$ROOT" && xargs -d '\n' -I{} find {} -newer "$stamp" <<<"$now") ]]; then
        return 0
    fi
    command -v "$SWIFT" >/dev/null || fail "there is no Swift here; see https://www.swift.org/install/linux/"
    step "building"
    printf '%s\n' "$now" >"$list"
    touch "$stamp.next"
    (cd "$ROOT" && "$SWIFT" build -c release --static-swift-stdlib)
    mv "$stamp.next" "$stamp"
}
