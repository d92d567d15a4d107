#!/usr/bin/env bash
# Installs what the tests need where it is missing, runs every test, and ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }
if ! command -v dotnet >/dev/null; then say "The .NET 10 SDK is missing: install it from https://dot.net and run ./test.sh again."; exit 1; fi
if ! command -v npm >/dev/null; then say "Node 20 with npm is missing: install it from https://nodejs.org and run ./test.sh again."; exit 1; fi
# What the tests talk to is installed while the solution is built.
install() {
  if ! command -v chromium >/dev/null; then
    say "Installing chromium for the browser tests ..."
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1 ||
      { say "chromium could not be installed: install Debian's package 'chromium' by hand and run ./test.sh again."; return 1; }
  fi
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    say "Installing postgresql for the tests of the store ..."
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql) >/dev/null 2>&1 ||
      { say "postgresql could not be installed: install Debian's package 'postgresql' by hand and run ./test.sh again."; return 1; }
  fi
  for peers in tests/peers tests/peers/fhir; do
    cmp -s $peers/package-lock.json $peers/node_modules/.installed-lock && continue
    say "Installing what the tests in $peers talk to ..."
    (cd $peers && npm ci --ignore-scripts --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed-lock) ||
      { say "The npm packages in $peers could not be installed: see the message above."; return 1; }
  done
}
install &
installing=$!

# One compiler for all projects is a minute faster; it is not left running.
dotnet build ValorSpine.Bot.sln --configuration Release --nologo -v quiet -p:UseSharedCompilation=true
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
wait $installing
installed=$?
[ $built -eq 0 ] && [ $installed -eq 0 ] || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# Tests wait for processes and sockets as often as for the processor: two projects at a time fill it.
# A project takes at most ten minutes; one that hangs is ended, which fails the run, and the others' results are still told.
dotnet test --solution ValorSpine.Bot.sln --configuration Release --no-build --max-parallel-test-modules 2 --timeout 18m --results-directory TestResults 2>&1 | tee test.log
code=$?
count() { sed -nE "s/^ *$1: ([0-9]+)$/\1/p" test.log | tail -1; }
sed -nE '/^failed /{s/ \([0-9hms ]+\)$//;p}' test.log | sort -u
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ $code -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then
  grep -E '\.dll \([^)]*\) (failed|aborted)' test.log
  failed=1
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit $code
