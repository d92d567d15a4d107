using System.Collections.Immutable;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What only the clinic knows, from <c>appsettings.json</c>, section <c>Clinic</c>. Defaults are obvious placeholders.</summary>
public sealed record ClinicFacts
{
    /// <summary>Name as patients know it.</summary>
    public string Name { get; init; } = "ValorSpine";

    /// <summary>Phone as shown, or null: then the bot says that staff will get in touch.</summary>
    public string? Phone { get; init; }

    /// <summary>Street address as shown, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Address of the chat on the web, or null where none is set.</summary>
    public string? ChatAddress { get; init; }

    /// <summary>IANA time zone of the clinic.</summary>
    public string TimeZone { get; init; } = "America/Chicago";

    /// <summary>Number for emergency services.</summary>
    public string EmergencyNumber { get; init; } = "911";

    /// <summary>Number of the suicide and crisis line, for calls and texts.</summary>
    public string CrisisLine { get; init; } = "988";

    /// <summary>Number of the domestic violence hotline.</summary>
    public string AbuseLine { get; init; } = "1-800-799-7233";

    /// <summary>Number that START is texted to for the domestic violence hotline.</summary>
    public string AbuseTextLine { get; init; } = "88788";

    /// <summary>Number of the hotline on child abuse.</summary>
    public string ChildAbuseLine { get; init; } = "1-800-422-4453";

    /// <summary>Number that finds help for older people where they live.</summary>
    public string ElderLine { get; init; } = "1-800-677-1116";

    /// <summary>When staff answer in the chat, by day; null where that is not known.</summary>
    public ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>? StaffHours { get; init; }

    /// <summary>After how many minutes a patient is told that nobody took the conversation, while staff are there.</summary>
    public int StaffAnswerMinutes { get; init; } = 5;

    /// <summary>After how many minutes of silence a person's conversation goes back to the bot.</summary>
    public int StaffSilentMinutes { get; init; } = 10;

    /// <summary>How conversations are kept, in words, for the greeting.</summary>
    public string RecordsNotice { get; init; } = "Chats are saved. Clinic staff may read them.";

    /// <summary>Opening hours by day.</summary>
    public ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> Hours { get; init; } = ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>.Empty;

    /// <summary>Days on which the clinic is closed.</summary>
    public ImmutableArray<DateOnly> Closed { get; init; } = [];

    /// <summary>What can be booked.</summary>
    public ImmutableArray<VisitType> Visits { get; init; } = [];

    /// <summary>How many visits a resource takes at once, by its id; one where nothing is said.</summary>
    public ImmutableDictionary<string, int> Capacity { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Names of clinicians as patients know them, by the id under which they are booked; a room has none.</summary>
    public ImmutableDictionary<string, string> Clinicians { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many visits a resource takes at once.</summary>
    public int PlacesOf(string resource) => Capacity.GetValueOrDefault(resource, 1);

    /// <summary>Ways on which notices reach patients. What takes no way that is here waits for staff, and is not promised.</summary>
    public NoticeWay NoticeWays { get; init; } = NoticeWay.Chat;

    /// <summary>What a language model may help with.</summary>
    public ModelUse ModelMay { get; init; }

    /// <summary>Whether a patient is asked before anything that they write goes to a language model.</summary>
    public bool ModelNeedsConsent { get; init; }

    /// <summary>How long before a visit its patient is reminded.</summary>
    public TimeSpan RemindAhead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Fills <c>{clinic}</c>, <c>{emergency}</c>, <c>{crisis}</c>, <c>{abuse}</c>, <c>{abusetext}</c>, <c>{childline}</c>, <c>{elderline}</c>, <c>{records}</c>, <c>{phone}</c>, <c>{address}</c>, <c>{chat}</c>, <c>{hours}</c>, <c>{contact}</c> and <c>{visits}</c>.
    /// </summary>
    public string Fill(string text) => Fill(text, null);

    /// <summary>The same in a text of another language.</summary>
    /// <param name="text">With places to be filled.</param>
    /// <param name="language">The language of the text, <c>es</c> for Spanish; null for English.</param>
    public string Fill(string text, string? language)
    {
        if (!text.Contains('{'))
            return text;
        text = text
            .Replace("{clinic}", Name, StringComparison.Ordinal)
            .Replace("{emergency}", EmergencyNumber, StringComparison.Ordinal)
            .Replace("{crisis}", CrisisLine, StringComparison.Ordinal)
            .Replace("{abuse}", AbuseLine, StringComparison.Ordinal)
            .Replace("{abusetext}", AbuseTextLine, StringComparison.Ordinal)
            .Replace("{childline}", ChildAbuseLine, StringComparison.Ordinal)
            .Replace("{elderline}", ElderLine, StringComparison.Ordinal)
            .Replace("{records}", RecordsNotice, StringComparison.Ordinal)
            .Replace("{phone}", Phone ?? "our front desk", StringComparison.Ordinal)
            .Replace("{address}", Address ?? "Our staff will tell you the address", StringComparison.Ordinal)
            .Replace("{chat}", ChatAddress ?? "our chat", StringComparison.Ordinal);
        text = Put("{hours}", () => StaffTimesInWords.Week(this) is { } week ? $"during staff hours ({week})" : "during clinic hours");
        text = Put("{contact}", () => ContactInWords.Of(this, language));
        return Put("{visits}", () => VisitsInWords.Of(this, language));

        // These are put into words only where they are said.
        string Put(string place, Func<string> words) => text.Contains(place, StringComparison.Ordinal) ? text.Replace(place, words(), StringComparison.Ordinal) : text;
    }
}

/// <summary>One span in which the clinic is open, in clinic time.</summary>
public sealed record OpenHours(TimeOnly From, TimeOnly To);

/// <summary>Something that can be booked.</summary>
/// <param name="Id">Stable id: <c>evaluation</c>.</param>
/// <param name="Name">As shown: "Evaluation at the clinic".</param>
/// <param name="Minutes">Length; a multiple of 15.</param>
/// <param name="Resources">Who or what is booked, at least one: ids of clinicians or rooms.</param>
public sealed record VisitType(string Id, string Name, int Minutes, ImmutableArray<string> Resources)
{
    /// <summary>Where it takes place.</summary>
    public VisitPlace Place { get; init; }

    /// <summary>Where a video visit is joined, or null: then staff send it.</summary>
    public string? Link { get; init; }

    /// <summary>For how many minutes before it what is booked is taken too, to prepare; a multiple of 15.</summary>
    public int MinutesBefore { get; init; }

    /// <summary>For how many minutes after it what is booked is taken too, to clean up or write notes; a multiple of 15.</summary>
    public int MinutesAfter { get; init; }

    /// <summary>What to bring or have ready, in words, or null for the usual.</summary>
    public string? Bring { get; init; }
}

/// <summary>Where a visit takes place.</summary>
public enum VisitPlace
{
    /// <summary>At the clinic.</summary>
    Clinic,

    /// <summary>By video.</summary>
    Video,

    /// <summary>The clinic calls the patient.</summary>
    Call,
}
