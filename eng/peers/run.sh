#!/usr/bin/env bash
# Tries the service with channels of others that are too heavy, or not licensed, for the tests: offline-directline and Microsoft's Agents Playground.
# Run it by hand after 'dotnet build -c Release src/ValorSpine.Bot'. The last results stand in results.txt.
set -euo pipefail
cd "$(dirname "$0")"
repository=$(cd ../.. && pwd)
scratch=$(mktemp -d)
bot=
trap '[ -z "$bot" ] || kill "$bot"; rm -rf "$scratch"' EXIT

(cd "$scratch" && npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --silent \
  offline-directline@1.3.1 express@4 @microsoft/m365agentsplayground@0.2.28 ws@8)
cp peers.mjs "$scratch"
dotnet "$repository/src/ValorSpine.Bot/bin/Release/net10.0/ValorSpine.Bot.dll" --contentRoot "$repository" --environment Development \
  --urls http://127.0.0.1:0 --Connector:DangerouslyTrustEveryCaller=true "--Storage:ConnectionString=Data Source=$scratch/bot.db" >"$scratch/bot.log" 2>&1 &
bot=$!
until grep -q "Press Ctrl+C" "$scratch/bot.log"; do kill -0 "$bot"; sleep 0.2; done
address=$(sed -nE "s|^The clinic's page +(http[^ ]*)/$|\1|p" "$scratch/bot.log")
{ echo "$(date -u +%F), Node $(node --version)"; (cd "$scratch" && node peers.mjs "$address") | grep -E "^(not )?ok - "; } | tee "$repository/eng/peers/results.txt"
