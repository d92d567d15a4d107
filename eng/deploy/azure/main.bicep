// ValorSpine.Bot on Azure, in one resource group: a container app with the chat, the console and the bot's endpoint, PostgreSQL, a key vault for secrets, a share for the key file, Azure OpenAI where it is wanted, and the
// registration that Teams and other channels come by. All of it by one managed identity. Fill in main.bicepparam, then
//   az deployment group create --resource-group GROUP --parameters eng/deploy/azure/main.bicepparam
targetScope = 'resourceGroup'

@description('Where everything is, except the registration of the bot, which has no place.')
param location string = resourceGroup().location

@description('How the resources are called; a few lower-case letters and digits.')
@minLength(3)
@maxLength(12)
param name string

@description('The image of the service, such as example.azurecr.io/valorspine-bot:1.0.0.')
param image string

@description('The container registry that holds the image, in this resource group.')
param registryName string

@description('The name under which patients reach the chat, such as chat.example.org; empty for the one that Azure gives.')
param publicHost string = ''

@description('How many replicas at least and at most.')
@minValue(1)
param minReplicas int = 2

@minValue(1)
param maxReplicas int = 4

@description('The Entra ID group that may administer the database.')
param databaseAdminGroupId string

@description('Its name.')
param databaseAdminGroupName string

@description('Whether a language model may help with wording.')
param useModel bool = false

@description('The model and its version, as Azure OpenAI names them.')
param modelName string = 'gpt-4.1-mini'
param modelVersion string = '2025-04-14'

@secure()
@description('Who sends it as a bearer token may read /metrics.')
param metricsToken string

@secure()
@description('The password by which the service reaches its database.')
param databasePassword string

var suffix = uniqueString(resourceGroup().id, name)
var hostName = empty(publicHost) ? '${name}-bot.${environment.properties.defaultDomain}' : publicHost
var databaseUser = 'valorspine'

// Built-in roles.
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)
var openAIUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    retentionInDays: 30
    sku: {
      name: 'PerGB2018'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${suffix}', 24)
  location: location
  properties: {
    enablePurgeProtection: true
    enableRbacAuthorization: true
    sku: {
      family: 'A'
      name: 'standard'
    }
    softDeleteRetentionInDays: 90
    tenantId: tenant().tenantId
  }
}

resource connectionSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database'
  properties: {
    value: 'Host=${database.properties.fullyQualifiedDomainName};Database=valorspine;Username=${databaseUser};Password=${databasePassword};SSL Mode=VerifyFull'
  }
}

resource metricsSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'metrics-token'
  properties: {
    value: metricsToken
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${suffix}'
  location: location
  sku: {
    name: 'Standard_D2ds_v5'
    tier: 'GeneralPurpose'
  }
  properties: {
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Enabled'
      tenantId: tenant().tenantId
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: 'ZoneRedundant'
    }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
    }
    storage: {
      storageSizeGB: 64
    }
    version: '15'
  }
  dependsOn: [
    databaseZoneLink
  ]

  resource clinic 'databases' = {
    name: 'valorspine'
  }

  resource admin 'administrators' = {
    name: databaseAdminGroupId
    properties: {
      principalName: databaseAdminGroupName
      principalType: 'Group'
      tenantId: tenant().tenantId
    }
  }
}

// The database has no address outside of this network.
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.80.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.80.0.0/23'
          delegations: [
            {
              name: 'apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.80.2.0/28'
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource appsSubnet 'subnets' existing = {
    name: 'apps'
  }

  resource databaseSubnet 'subnets' existing = {
    name: 'database'
  }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
}

resource databaseZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: databaseZone
  name: '${name}-network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

// The key file, which all replicas read. Back this share up apart from the database.
resource keys 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource files 'fileServices' = {
    name: 'default'

    resource share 'shares' = {
      name: 'data'
      properties: {
        shareQuota: 1
      }
    }
  }
}

resource openAI 'Microsoft.CognitiveServices/accounts@2024-10-01' = if (useModel) {
  name: '${name}-openai-${suffix}'
  location: location
  kind: 'OpenAI'
  sku: {
    name: 'S0'
  }
  properties: {
    customSubDomainName: '${name}-openai-${suffix}'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource model 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = if (useModel) {
  parent: openAI
  name: 'wording'
  sku: {
    name: 'Standard'
    capacity: 20
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: modelName
      version: modelVersion
    }
  }
}

// The service asks as the app's own identity: its role is given to that one, below.
resource mayAskModel 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (useModel) {
  name: guid(resourceGroup().id, name, openAIUser)
  scope: openAI
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: openAIUser
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-apps'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: {
      infrastructureSubnetId: network::appsSubnet.id
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }

  resource data 'storages' = {
    name: 'data'
    properties: {
      azureFile: {
        accessMode: 'ReadWrite'
        accountKey: keys.listKeys().keys[0].value
        accountName: keys.name
        shareName: keys::files::share.name
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-bot'
  location: location
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      ingress: {
        allowInsecure: false
        external: true
        targetPort: 8080
        transport: 'auto'
      }
      registries: [
        {
          identity: identity.id
          server: registry.properties.loginServer
        }
      ]
      secrets: [
        {
          name: 'database'
          identity: identity.id
          keyVaultUrl: connectionSecret.properties.secretUri
        }
        {
          name: 'metrics-token'
          identity: identity.id
          keyVaultUrl: metricsSecret.properties.secretUri
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'bot'
          image: image
          env: concat(
            [
              { name: 'AllowedHosts', value: hostName }
              { name: 'Connector__AppId', value: identity.properties.clientId }
              { name: 'Connector__Identity', value: 'ManagedIdentity' }
              { name: 'Connector__TenantId', value: tenant().tenantId }
              { name: 'DirectLine__PublicUrl', value: 'https://${hostName}' }
              { name: 'Limits__KnownProxies__0', value: '100.64.0.0/10' }
              { name: 'Limits__KnownProxies__1', value: '10.0.0.0/8' }
              { name: 'Model__EmbeddingFolder', value: '/data/embeddings' }
              { name: 'Replicas__DrainSeconds', value: '10' }
              { name: 'Storage__ConnectionString', secretRef: 'database' }
              { name: 'Storage__KeyFile', value: '/data/valorspine.key' }
              { name: 'Storage__Provider', value: 'PostgreSql' }
              { name: 'Telemetry__Metrics__Token', secretRef: 'metrics-token' }
            ],
            useModel
              ? [
                  { name: 'Model__Deployment', value: 'wording' }
                  { name: 'Model__Endpoint', value: openAI!.properties.endpoint }
                  { name: 'Model__Provider', value: 'AzureOpenAI' }
                ]
              : []
          )
          // They come by the replica's address; the service answers to its name alone.
          probes: [
            {
              type: 'Liveness'
              httpGet: {
                httpHeaders: [
                  {
                    name: 'Host'
                    value: hostName
                  }
                ]
                path: '/health/live'
                port: 8080
              }
              periodSeconds: 10
            }
            {
              type: 'Readiness'
              httpGet: {
                httpHeaders: [
                  {
                    name: 'Host'
                    value: hostName
                  }
                ]
                path: '/health/ready'
                port: 8080
              }
              periodSeconds: 5
            }
          ]
          resources: {
            cpu: json('1.0')
            memory: '2Gi'
          }
          volumeMounts: [
            {
              mountPath: '/data'
              volumeName: 'data'
            }
          ]
        }
      ]
      scale: {
        maxReplicas: maxReplicas
        minReplicas: minReplicas
      }
      terminationGracePeriodSeconds: 60
      volumes: [
        {
          name: 'data'
          mountOptions: 'uid=1654,gid=1654,file_mode=0600,dir_mode=0700,mfsymlinks,nobrl'
          storageName: 'data'
          storageType: 'AzureFile'
        }
      ]
    }
  }
  dependsOn: [
    database::clinic
    environment::data
    mayPull
    mayReadSecrets
  ]
}

// Where Teams and other channels come from. The endpoint answers only what carries this registration's token.
resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'S1'
  }
  properties: {
    disableLocalAuth: true
    displayName: 'ValorSpine'
    endpoint: 'https://${hostName}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
    msaAppType: 'UserAssignedMSI'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        isEnabled: true
      }
    }
  }
}

output address string = 'https://${hostName}'
output botAppId string = identity.properties.clientId
