using 'main.bicep'

param name = 'valorspine'
param image = 'example.azurecr.io/valorspine-bot:1.0.0'
param registryName = 'example'
param publicHost = 'chat.example.org'
param databaseAdminGroupId = '00000000-0000-0000-0000-000000000000'
param databaseAdminGroupName = 'Database administrators'
param useModel = false

// Neither stands in a file.
param databasePassword = readEnvironmentVariable('VALORSPINE_DATABASE_PASSWORD')
param metricsToken = readEnvironmentVariable('VALORSPINE_METRICS_TOKEN')
