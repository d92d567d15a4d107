#!/usr/bin/env bash
# Has the deployment files looked at by their own linters: Bicep's compiler, and dclint for compose (which also holds the file against the schema of compose). Needs Linux, .NET and Node.
set -euo pipefail
cd "$(dirname "$0")"

dotnet restore lint/lint.proj --verbosity quiet
bicep="$(dotnet nuget locals global-packages --list | sed 's/^[^/]*//')azure.bicep.commandline.linux-x64/0.49.2/tools/bicep"
chmod +x "$bicep"
"$bicep" build azure/main.bicep --stdout > /dev/null
VALORSPINE_DATABASE_PASSWORD=x VALORSPINE_METRICS_TOKEN=x "$bicep" build-params azure/main.bicepparam --stdout > /dev/null
# Its exit status is 0 where there are only warnings, which Bicep's linter prints.
[ -z "$("$bicep" lint azure/main.bicep 2>&1)" ]

npx --yes --ignore-scripts dclint@3.1.0 --max-warnings 0 compose.yaml
echo "The deployment files are as their linters want them."
