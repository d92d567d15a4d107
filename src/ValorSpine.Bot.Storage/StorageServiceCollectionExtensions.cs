using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Judging;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Figures;
using ValorSpine.Bot.Storage.Fixing;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.LanguageModel;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Ownership;
using ValorSpine.Bot.Storage.PostgreSql;
using ValorSpine.Bot.Storage.Questionnaires;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;
using ValorSpine.Bot.Storage.Sqlite;
using ValorSpine.Bot.Storage.Staff;
using ValorSpine.Bot.Storage.Texting;

namespace ValorSpine.Bot.Storage;

/// <summary>Registers the store.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ConversationStore"/>, <see cref="IConversationLog"/>, <see cref="ISchedule"/>, <see cref="IResumeCodes"/>, <see cref="IOneTimeCodes"/>, <see cref="NoticeOutbox"/>, <see cref="ITranscripts"/>, <see cref="IReviews"/>, <see cref="IReplyMarks"/>, <see cref="IScreeningPages"/>,
    /// <see cref="IIncidents"/>, <see cref="IHeldConversations"/>, <see cref="IChannelConversations"/>, <see cref="DeliveryOutbox"/>, <see cref="IDeliveryReceipts"/>, <see cref="IUndelivered"/>, <see cref="ITextConsents"/>, <see cref="IModelSpending"/>,
    /// <see cref="IQuestionnaireVersions"/>, <see cref="AlertOutbox"/>, <see cref="RemoteBookings"/> and <see cref="KeptRequests"/> for a schedule elsewhere, <see cref="WaitingList"/>, <see cref="Secrets"/>,
    /// <see cref="AuditTrail"/>, <see cref="StaffSessions"/>, <see cref="BotDb"/> (scoped) with its factory, and data protection with its keys in the store.
    /// The host registers <see cref="SlotEnumeration"/> and <see cref="ClinicFacts"/>, <see cref="IKeyVault"/> where there is one, and calls <see cref="StorageStartup.PrepareAsync"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="storage">Section <c>Storage</c>: Provider, ConnectionString, KeyFile.</param>
    /// <param name="contentRoot">Where relative paths start; the default data file is <c>data/valorspine.db</c> below it.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfigurationSection storage, string contentRoot)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => StorageSettings.Read(storage, contentRoot));
        services.AddSingleton<StoreEngine>(provider => provider.GetRequiredService<StorageSettings>() is { DataFile: null } server
            ? new PostgresEngine(server, provider.GetRequiredService<ILoggerFactory>())
            : new SqliteEngine(provider.GetRequiredService<StorageSettings>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DataStore>();
        services.AddSingleton(provider => new ReplicaLocks(provider.GetRequiredService<StoreEngine>()));
        services.AddSingleton<StoreStatus>();
        services.AddSingleton(provider => new StoreCheck(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PresenceNews>();
        services.AddSingleton<SharedSignals>();
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<StoreEngine>() is PostgresEngine postgres
            ? new PostgresLeadership(postgres, provider.GetRequiredService<ILogger<PostgresLeadership>>())
            : new OnlyProcess());
        services.AddSingleton(provider => new PostgresReplicas(
            (PostgresEngine)provider.GetRequiredService<StoreEngine>(), provider.GetRequiredService<SharedSignals>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresReplicas>>()));
        services.AddSingleton<IDbContextFactory<BotDb>>(provider => provider.GetRequiredService<StoreEngine>());
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<BotDb>>().CreateDbContext());

        services.AddSingleton<StoredConversations>();
        services.AddSingleton<LogSignals>();
        services.AddSingleton(provider => new ConversationStore(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<LogSignals>(),
            provider.GetRequiredService<AlertOutbox>(), provider.GetRequiredService<NoticeOutbox>(), provider.GetRequiredService<HeldConversations>(),
            provider.GetRequiredService<DeliveryOutbox>(), provider.GetRequiredService<SearchIndex>(), provider.GetRequiredService<SaidSections>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<IReviews, StoredReviews>();
        services.AddSingleton<IReplyMarks, StoredMarks>();
        services.AddSingleton(provider => new ReviewBackfill(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<SearchIndex>(), provider.GetRequiredService<SaidSections>()));
        services.AddSingleton<SaidSections>();
        services.AddSingleton(provider => new HeldConversations(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>()));
        services.AddSingleton<IHeldConversations>(provider => provider.GetRequiredService<HeldConversations>());
        services.AddSingleton<IConversationLog, ConversationLog>();

        services.AddSingleton<StoredAddresses>();
        services.AddSingleton<IChannelConversations>(provider => provider.GetRequiredService<StoredAddresses>());
        services.AddSingleton(provider => new DeliveryOutbox(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<StoredAddresses>(),
            provider.GetRequiredService<AlertOutbox>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDeliveryReceipts>(provider => provider.GetRequiredService<DeliveryOutbox>());
        services.AddSingleton<ITextConsents, StoredTextConsents>();
        services.AddSingleton<IModelSpending, StoredModelSpending>();

        services.AddSingleton<Undelivered>();
        services.AddSingleton<IUndelivered>(provider => provider.GetRequiredService<Undelivered>());

        services.AddOptions<ScheduleOptions>().BindConfiguration("Booking")
            .Validate(options => options.HoldMinutes is >= 1 and <= 240, "Booking:HoldMinutes must be a number from 1 to 240.")
            .Validate(options => options.OfferMinutes is >= 15 and <= 1440, "Booking:OfferMinutes must be a number from 15 to 1440.");
        services.AddSingleton<BuiltInSchedule>();
        services.AddSingleton<ISchedule>(provider => provider.GetRequiredService<BuiltInSchedule>());
        services.AddSingleton<IOneTimeCodes, OneTimeCodes>();
        services.AddSingleton(provider => new NoticeOutbox(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<BuiltInSchedule>(),
            provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<NoticeOutbox>());
        services.AddSingleton(provider => new RemoteBookings(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<BuiltInSchedule>(),
            provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<IOptions<ScheduleOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new KeptRequests(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton(provider => new WaitingList(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<TimeProvider>()));

        services.AddOptions<ResumeOptions>().BindConfiguration("Screening")
            .Validate(options => options.ResumeDays is >= 1 and <= 90, "Screening:ResumeDays must be a number from 1 to 90.");
        services.AddSingleton<IResumeCodes, ResumeCodes>();

        services.AddSingleton(provider => new AuditTrail(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton(provider => new StaffSessions(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Secrets(provider.GetRequiredService<DataStore>()));
        services.AddOptions<RetentionOptions>().BindConfiguration("Retention")
            .Validate(options => options.IsValid, $"appsettings.json: each setting of Retention must be a number of days from 1 to {RetentionOptions.MostDays}, or null to keep what it is about.");
        services.AddSingleton(provider => new StoredRecords(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<LogSignals>(),
            provider.GetRequiredService<IOptions<RetentionOptions>>(), provider.GetRequiredService<ErasureList>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ErasureList(
            ErasureList.PathOf(provider.GetRequiredService<StorageSettings>(), provider.GetRequiredService<IOptions<RetentionOptions>>().Value.ErasureList),
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<ILogger<ErasureList>>()));
        services.AddSingleton<IRecords>(provider => provider.GetRequiredService<StoredRecords>());
        services.AddSingleton(provider => new KeyRotation(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Transcripts>();
        services.AddSingleton<ITranscripts>(provider => provider.GetRequiredService<Transcripts>());
        services.AddSingleton(provider => new ExportSource(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<StoredConversations>(), provider.GetRequiredService<Transcripts>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IQuestionnaireVersions, StoredQuestionnaires>();
        services.AddSingleton<IScreeningPages, ScreeningPages>();

        services.AddOptions<AlertOutboxOptions>();
        services.AddSingleton(provider => new AlertOutbox(
            provider.GetRequiredService<DataStore>(), provider.GetRequiredService<IOptions<AlertOutboxOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StoredIncidents>();
        services.AddSingleton<IIncidents>(provider => provider.GetRequiredService<StoredIncidents>());

        services.AddSingleton<IDrafts, StoredDrafts>();
        services.AddSingleton<IFigures, StoredFigures>();
        services.AddSingleton(provider => new OperatingCounts(provider.GetRequiredService<DataStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOpenQuestions, OpenQuestions>();
        services.AddSingleton<IJudging, StoredJudging>();

        services.AddDataProtection().SetApplicationName("ValorSpine.Bot").PersistKeysToDbContext<BotDb>();
        services.AddOptions<KeyManagementOptions>().Configure<DataStore>((options, store) => options.XmlEncryptor = new DataProtectionKeyEncryptor(store));
        return services;
    }
}
