using System.Globalization;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Model</c>: the language model that may help, if any.</summary>
internal sealed record ModelSettings
{
    private const double UsualSeconds = 4, MostSeconds = 10;
    private const int UsualConcurrent = 16, MostConcurrentAtAll = 256;
    private const long UsualTokens = 2_000_000;
    private const double MostMoney = 1e9;
    private const string UsualFolder = "data/embeddings";

    /// <summary>Whose API it speaks.</summary>
    public required ModelProvider Provider { get; init; }

    /// <summary>Where it is: <c>https://NAME.openai.azure.com</c>, or the base address of an API like OpenAI's, which ends in <c>/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The deployment's name at Azure, else the model's.</summary>
    public required string Deployment { get; init; }

    /// <summary>Its key, or null for the managed identity of the machine, at Azure only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What it may help with.</summary>
    public required ModelUse Uses { get; init; }

    /// <summary>Which texts of patients may be sent, masked.</summary>
    public PatientText MaySend { get; init; } = PatientText.Questions | PatientText.CheckAnswers;

    /// <summary>Whether each patient is asked before anything of theirs is sent.</summary>
    public bool AskFirst { get; init; } = true;

    /// <summary>How long a turn waits for it, all tries together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(UsualSeconds);

    /// <summary>How many requests may be under way at once; what comes beyond goes without.</summary>
    public int MostConcurrent { get; init; } = UsualConcurrent;

    /// <summary>How many tokens a day it may take, in and out together.</summary>
    public long TokensPerDay { get; init; } = UsualTokens;

    /// <summary>What it may cost a day, in the currency of the prices; null for no such limit.</summary>
    public decimal? CostPerDay { get; init; }

    /// <summary>Price of a million tokens that are sent.</summary>
    public decimal PriceIn { get; init; }

    /// <summary>Price of a million tokens that come back.</summary>
    public decimal PriceOut { get; init; }

    /// <summary>The deployment that makes embeddings, or null where none is used.</summary>
    public string? EmbeddingDeployment { get; init; }

    /// <summary>Where the embeddings of the articles are kept; a relative path starts at the content root.</summary>
    public string EmbeddingFolder { get; init; } = UsualFolder;

    /// <summary>The settings, or null where no model is wanted.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static ModelSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Model");
        var problems = new List<string>();
        if (Given(section, nameof(Provider)) is not { } name || name.Equals("None", StringComparison.OrdinalIgnoreCase))
            return null;

        if (!Enum.TryParse<ModelProvider>(name, ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
            problems.Add($"appsettings.json: Model:Provider is '{name}'. Write AzureOpenAI or OpenAI, or null for no model.");
        var endpoint = EndpointOf(section, problems);
        var deployment = Given(section, nameof(Deployment));
        if (deployment is null)
            problems.Add("appsettings.json: Model:Deployment is missing. Write the name of the deployment at Azure, or of the model.");
        var key = Given(section, nameof(ApiKey));
        if (key is null && provider is ModelProvider.OpenAI)
            problems.Add("appsettings.json: Model:ApiKey is missing. Give it as the environment variable Model__ApiKey.");
        var settings = new ModelSettings
        {
            Provider = provider,
            Endpoint = endpoint ?? new("https://unset.invalid"),
            Deployment = deployment ?? "",
            ApiKey = key,
            Uses = UsesOf(section, problems),
            MaySend = MaySendOf(section, problems),
            AskFirst = AskFirstOf(section, problems),
            Timeout = TimeSpan.FromSeconds(Number(section, "TimeoutSeconds", UsualSeconds, 0.1, MostSeconds, problems)),
            MostConcurrent = (int)Number(section, nameof(MostConcurrent), UsualConcurrent, 1, MostConcurrentAtAll, problems),
            TokensPerDay = (long)Number(section, nameof(TokensPerDay), UsualTokens, 0, 1e12, problems),
            CostPerDay = Given(section, nameof(CostPerDay)) is null ? null : (decimal)Number(section, nameof(CostPerDay), 0, 0, MostMoney, problems),
            PriceIn = (decimal)Number(section, nameof(PriceIn), 0, 0, MostMoney, problems),
            PriceOut = (decimal)Number(section, nameof(PriceOut), 0, 0, MostMoney, problems),
            EmbeddingDeployment = Given(section, nameof(EmbeddingDeployment)),
            EmbeddingFolder = Given(section, nameof(EmbeddingFolder)) ?? UsualFolder,
        };
        FindContradictions(settings, problems);
        return problems.Count > 0 ? throw new BadSettingsException(string.Join('\n', problems)) : settings;
    }

    /// <summary>The settings of the model that is wanted.</summary>
    /// <exception cref="BadSettingsException">There is none, or some are wrong.</exception>
    public static ModelSettings ReadOne(IConfiguration configuration) =>
        Read(configuration) ?? throw new BadSettingsException("appsettings.json: Model:Provider is missing. Write AzureOpenAI or OpenAI, with the model's Endpoint and Deployment.");

    private static Uri? EndpointOf(IConfigurationSection section, List<string> problems)
    {
        var text = Given(section, nameof(Endpoint));
        // Health text never crosses a network in the clear; on this machine itself it may.
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback)))
            return url;
        problems.Add(text is null
            ? "appsettings.json: Model:Endpoint is missing. Write where the model is, such as https://example.openai.azure.com."
            : $"appsettings.json: Model:Endpoint is '{text}'. Write an https address, such as https://example.openai.azure.com.");
        return null;
    }

    private static ModelUse UsesOf(IConfigurationSection section, List<string> problems)
    {
        var given = section.GetSection(nameof(Uses)).GetChildren().Select(use => use.Value ?? "").ToArray();
        var uses = ModelUse.None;
        foreach (var name in given)
        {
            if (Enum.TryParse<ModelUse>(name, ignoreCase: true, out var use) && use is not ModelUse.None && Enum.IsDefined(use))
                uses |= use;
            else
                problems.Add($"appsettings.json: Model:Uses has '{name}'. Use some of {string.Join(", ", Enum.GetNames<ModelUse>().Where(known => known is not nameof(ModelUse.None)))}.");
        }

        if (given.Length == 0)
            problems.Add("appsettings.json: Model:Uses is empty, so the model would do nothing. List what it may help with, or set Model:Provider to null.");
        return uses;
    }

    private static void FindContradictions(ModelSettings settings, List<string> problems)
    {
        if (settings.CostPerDay is not null && settings is { PriceIn: 0, PriceOut: 0 })
            problems.Add("appsettings.json: Model:CostPerDay is set, but no price. Write Model:PriceIn and Model:PriceOut, the prices of a million tokens sent and received.");
        if (settings.Uses.HasFlag(ModelUse.Nearest) && settings.EmbeddingDeployment is null)
            problems.Add("appsettings.json: Model:Uses has Nearest, but Model:EmbeddingDeployment is missing. Write the deployment that makes embeddings, or remove Nearest.");
        foreach (var use in Enum.GetValues<ModelUse>().Where(use => use is not ModelUse.None && settings.Uses.HasFlag(use)))
        {
            var sends = use is ModelUse.ReadAnswer ? PatientText.CheckAnswers : PatientText.Questions;
            if (!settings.MaySend.HasFlag(sends))
                problems.Add($"appsettings.json: Model:Uses has {use}, which sends {sends}, but Model:MaySend does not list them. Remove the use, or list what it sends.");
        }
    }

    private static PatientText MaySendOf(IConfigurationSection section, List<string> problems)
    {
        // An empty list is given as a value without children.
        if (!section.GetSection(nameof(MaySend)).Exists())
            return PatientText.Questions | PatientText.CheckAnswers;
        var texts = PatientText.None;
        foreach (var name in section.GetSection(nameof(MaySend)).GetChildren().Select(text => text.Value ?? ""))
        {
            if (Enum.TryParse<PatientText>(name, ignoreCase: true, out var text) && text is not PatientText.None && Enum.IsDefined(text))
                texts |= text;
            else
                problems.Add($"appsettings.json: Model:MaySend has '{name}'. Use Questions, CheckAnswers, or both.");
        }

        return texts;
    }

    private static bool AskFirstOf(IConfigurationSection section, List<string> problems)
    {
        if (Given(section, nameof(AskFirst)) is not { } text)
            return true;
        if (bool.TryParse(text, out var first))
            return first;
        problems.Add($"appsettings.json: Model:AskFirst is '{text}'. Write true, and each patient is asked before anything of theirs is sent, or false.");
        return true;
    }

    private static double Number(IConfigurationSection section, string key, double usual, double least, double most, List<string> problems)
    {
        if (Given(section, key) is not { } text)
            return usual;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"appsettings.json: {section.Path}:{key} is '{text}'. Write a number from {least} to {most}, or leave it out for {usual}."));
        return usual;
    }

    private static string? Given(IConfigurationSection section, string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key];
}

/// <summary>Whose API a language model speaks.</summary>
internal enum ModelProvider
{
    /// <summary>Azure OpenAI.</summary>
    AzureOpenAI,

    /// <summary>OpenAI, or anything that speaks its API.</summary>
    OpenAI,
}
