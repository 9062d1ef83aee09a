# The groups of deploy/test. Each prints what it does and ends with a line `N passed, N failed`.
# shellcheck shell=bash

INTEGRATION='PostgreSQL|Messaging|HTTP|Outbound|Outbox|ServiceKit|Booking|Notifications|JobcardPrep|CRMBridge|PartnerGateway'
INTEGRATION="^($INTEGRATION|Analytics|MLScoring)Tests\\."

group_shape() {
    install_packages run test
    {
        "$ROOT/deploy/ci/check-shape" || true
        check_scripts || true
        python3 -m unittest discover -v -s "$ROOT/Tests/Deploy" -t "$ROOT/Tests/Deploy" 2>&1 || true
    } | python_counts
}

# The library is checked as part of the programs that source it, so nothing in it looks unused.
check_scripts() {
    local path programs=()
    while read -r path; do
        if [[ $path != */lib/*.sh ]] && head -n 1 "$ROOT/$path" | grep -q '^#!.*bash'; then programs+=("$path"); fi
    done < <(cd "$ROOT" && git ls-files --cached --others --exclude-standard deploy .ci Tests)
    if (cd "$ROOT" && shellcheck -x -a -P deploy/lib -P . -e SC2034,SC2030,SC2031,SC2317 "${programs[@]}"); then
        say "shellcheck (${#programs[@]} programs) ... ok"
    else
        say "shellcheck (${#programs[@]} programs) ... FAIL"
    fi
}

# Adds up the lines of unittest (`name ... ok`), of pytest (`N passed`) and of our own checks (`N passed, N failed`).
python_counts() { "$ROOT/deploy/ci/add-results"; }

group_unit() { swift_group unit --skip "$INTEGRATION" --skip '^ContractsTests\.'; }

group_integration() {
    test_python
    test_servers_start
    swift_group integration --filter "$INTEGRATION"
}

group_contract() {
    build_tests || return 1
    {
        if contracts_current; then say "generated contracts ... ok"; else say "generated contracts ... FAIL"; fi
        swift_group contract --filter '^ContractsTests\.' || true
    } | python_counts
}

contracts_current() { (cd "$ROOT" && "$SWIFT" run --skip-build pitcrew-contracts --check); }

# swift_group NAME FILTER…: runs a part of the Swift tests, each run once.
swift_group() {
    local name=$1 status=0 folder=$BASE_STATE/test-results; shift
    build_tests || return 1
    mkdir -p "$folder"
    rm -f "$folder/$name"*.xml
    (cd "$ROOT" && timeout --foreground -k 20 "${PITCREW_TEST_TIMEOUT:-1200}" "$SWIFT" test --skip-build --disable-xctest \
        --xunit-output "$folder/$name.xml" "$@") 2>&1 | tee "$folder/$name.log" | grep --line-buffered -vE '^(◇|↳|➜|✔ Suite)' \
        || true
    status=${PIPESTATUS[0]}
    "$ROOT/deploy/ci/swift-results" "$folder/$name.xml" "$folder/$name.log" "$status"
}

build_tests() {
    [[ -z ${TESTS_BUILT:-} ]] || return 0
    install_packages run test
    step "building the tests"
    (cd "$ROOT" && "$SWIFT" build --build-tests) || { say "failed: the build"; say "0 passed, 1 failed"; return 1; }
    TESTS_BUILT=yes
}

group_e2e() { say "0 passed, 0 failed"; }
group_web() { say "0 passed, 0 failed"; }
