using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Configuration;

/// <summary>Reads section <c>Clinic</c> of the settings and lists every problem at once.</summary>
internal sealed class ClinicSettings
{
    private static readonly string[] s_videos = ["tele", "video", "online", "virtual"];
    private static readonly string[] s_calls = ["call", "phone"];

    private readonly IConfigurationSection _section;
    private readonly List<string> _problems = [];

    private ClinicSettings(IConfigurationSection section) => _section = section;

    /// <summary>The clinic's facts.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static ClinicFacts Read(IConfiguration configuration)
    {
        var settings = new ClinicSettings(configuration.GetSection("Clinic"));
        var facts = settings.Read();
        return settings._problems.Count == 0 ? facts : throw new BadSettingsException(string.Join('\n', settings._problems));
    }

    private ClinicFacts Read()
    {
        var defaults = new ClinicFacts();
        var visits = Visits();
        return new ClinicFacts
        {
            Name = Text("Name") ?? defaults.Name,
            Phone = Text("Phone"),
            Address = Text("Address"),
            TimeZone = TimeZone(defaults.TimeZone),
            EmergencyNumber = Number("EmergencyNumber", defaults.EmergencyNumber),
            CrisisLine = Number("CrisisLine", defaults.CrisisLine),
            AbuseLine = Number("AbuseLine", defaults.AbuseLine),
            AbuseTextLine = Number("AbuseTextLine", defaults.AbuseTextLine),
            ChildAbuseLine = Number("ChildAbuseLine", defaults.ChildAbuseLine),
            ElderLine = Number("ElderLine", defaults.ElderLine),
            StaffHours = StaffHours(),
            StaffAnswerMinutes = Minutes("StaffAnswerMinutes", defaults.StaffAnswerMinutes),
            StaffSilentMinutes = Minutes("StaffSilentMinutes", defaults.StaffSilentMinutes),
            RecordsNotice = Text("RecordsNotice") ?? defaults.RecordsNotice,
            Hours = Hours(),
            Closed = [.. List(_section.GetSection("Closed"), "[\"2026-12-25\"]").Select(day => Day(day)).OfType<DateOnly>()],
            Visits = visits,
            Capacity = Capacity(visits),
            Clinicians = _section.GetSection("Clinicians").GetChildren().Where(clinician => !string.IsNullOrWhiteSpace(clinician.Value)).ToImmutableDictionary(clinician => clinician.Key, clinician => clinician.Value!.Trim()),
        };
    }

    private string? Text(string name) => _section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string Number(string name, string fallback)
    {
        var number = Text(name) ?? fallback;
        if (!number.Any(char.IsAsciiDigit))
            Report(name, number, "Write the number to dial, such as 911.");
        return number;
    }

    // A single value where a list belongs would be passed over: a day off on which visits are booked, a day of work on which none are.
    private IEnumerable<IConfigurationSection> List(IConfigurationSection list, string example)
    {
        if (!string.IsNullOrWhiteSpace(list.Value))
            _problems.Add($"appsettings.json: {list.Path} is '{list.Value}'. Write a list, such as {example}.");
        return list.GetChildren();
    }

    private string TimeZone(string fallback)
    {
        var id = Text("TimeZone") ?? fallback;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out _))
            Report("TimeZone", id, "Use an IANA name, such as America/Chicago.");
        return id;
    }

    private int Minutes(string name, int fallback)
    {
        if (Text(name) is not { } value)
            return fallback;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 240)
            return minutes;
        Report(name, value, "Use a number of minutes from 1 to 240.");
        return fallback;
    }

    private ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> Hours()
    {
        var hours = Week("Hours");
        if (hours.Count == 0)
            _problems.Add("appsettings.json: Clinic:Hours is missing. Add the opening hours, such as \"Monday\": [\"08:00-17:00\"].");
        return hours;
    }

    private ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>? StaffHours()
    {
        if (Text("StaffHours") is { } text)
            Report("StaffHours", text, "Write days and hours, such as { \"Monday\": [\"08:00-17:00\"] }, or null where they are not known.");
        var hours = Week("StaffHours");
        return hours.Values.Any(spans => !spans.IsEmpty) ? hours : null;
    }

    private ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>> Week(string name)
    {
        var hours = ImmutableDictionary.CreateBuilder<DayOfWeek, ImmutableArray<OpenHours>>();
        foreach (var day in _section.GetSection(name).GetChildren())
        {
            if (!Enum.TryParse<DayOfWeek>(day.Key, ignoreCase: true, out var weekday) || char.IsAsciiDigit(day.Key[0]))
                Report($"{name}:{day.Key}", day.Key, "Use the English name of a day, such as Monday.");
            else
                hours[weekday] = [.. List(day, "[\"08:00-17:00\"]").Select(span => Span(span)).OfType<OpenHours>()];
        }

        return hours.ToImmutable();
    }

    private OpenHours? Span(IConfigurationSection span)
    {
        if (span.Value?.Split('-') is [var from, var to]
            && TimeOnly.TryParseExact(from.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
            && TimeOnly.TryParseExact(to.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes)
            && opens < closes)
        {
            return new(opens, closes);
        }

        _problems.Add($"appsettings.json: {span.Path} is '{span.Value}'. Write hours as \"08:00-17:00\", the earlier first.");
        return null;
    }

    private DateOnly? Day(IConfigurationSection day)
    {
        if (DateOnly.TryParseExact(day.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        _problems.Add($"appsettings.json: {day.Path} is '{day.Value}'. Write a day as \"2026-12-25\".");
        return null;
    }

    private ImmutableArray<VisitType> Visits()
    {
        var visits = ImmutableArray.CreateBuilder<VisitType>();
        foreach (var visit in _section.GetSection("Visits").GetChildren())
        {
            var name = visit["Name"];
            var resources = visit.GetSection("Resources").GetChildren().Select(resource => resource.Value).OfType<string>().ToImmutableArray();
            if (string.IsNullOrWhiteSpace(name) || resources.Length == 0)
                _problems.Add($"appsettings.json: {visit.Path} lacks Name or Resources. Say what patients see and who or what is booked.");
            else if (!int.TryParse(visit["Minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 15 or > 480 || minutes % 15 != 0)
                _problems.Add($"appsettings.json: {visit.Path}:Minutes is '{visit["Minutes"]}'. Use a multiple of 15 from 15 to 480.");
            else if (Place(visit, name) is { } place && Link(visit, out var link) && Buffer(visit, "MinutesBefore", out var before) && Buffer(visit, "MinutesAfter", out var after))
                visits.Add(new(visit.Key, name, minutes, resources) { Place = place, MinutesBefore = before, MinutesAfter = after, Link = link, Bring = string.IsNullOrWhiteSpace(visit["Bring"]) ? null : visit["Bring"]!.Trim() });
        }

        if (!_section.GetSection("Visits").GetChildren().Any())
            _problems.Add("appsettings.json: Clinic:Visits is missing. Add what can be booked.");
        return visits.ToImmutable();
    }

    // Times are taken by the quarter of an hour: five minutes would take fifteen without saying so.
    private bool Buffer(IConfigurationSection visit, string name, out int minutes)
    {
        minutes = 0;
        if (string.IsNullOrWhiteSpace(visit[name]) || (int.TryParse(visit[name], NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes <= 240 && minutes % 15 == 0))
            return true;
        _problems.Add($"appsettings.json: {visit.Path}:{name} is '{visit[name]}'. Use a multiple of 15 from 0 to 240.");
        return false;
    }

    private ImmutableDictionary<string, int> Capacity(ImmutableArray<VisitType> visits)
    {
        var capacity = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var resources = visits.SelectMany(visit => visit.Resources).Distinct().ToArray();
        foreach (var given in _section.GetSection("Capacity").GetChildren())
        {
            if (resources.FirstOrDefault(resource => resource.Equals(given.Key, StringComparison.OrdinalIgnoreCase)) is not { } resource)
                _problems.Add($"appsettings.json: {given.Path} names no resource of Clinic:Visits. Remove it, or use one of {string.Join(", ", resources)}.");
            else if (!int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var places) || places is < 1 or > 100)
                _problems.Add($"appsettings.json: {given.Path} is '{given.Value}'. Write how many visits it takes at once, from 1 to 100.");
            else
                capacity[resource] = places;
        }

        return capacity.ToImmutable();
    }

    // A visit that says no place is at the clinic, unless its name says otherwise.
    private VisitPlace? Place(IConfigurationSection visit, string name)
    {
        var said = visit["Place"];
        if (string.IsNullOrWhiteSpace(said))
            return s_calls.Any(word => Names(word)) ? VisitPlace.Call : s_videos.Any(word => Names(word)) ? VisitPlace.Video : VisitPlace.Clinic;
        if (Enum.TryParse<VisitPlace>(said, ignoreCase: true, out var place) && !char.IsAsciiDigit(said[0]))
            return place;
        _problems.Add($"appsettings.json: {visit.Path}:Place is '{said}'. Use Clinic, Video or Call.");
        return null;

        bool Names(string word) => $"{visit.Key} {name}".Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private bool Link(IConfigurationSection visit, out string? link)
    {
        link = string.IsNullOrWhiteSpace(visit["Link"]) ? null : visit["Link"]!.Trim();
        if (link is null || (Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
            return true;
        _problems.Add($"appsettings.json: {visit.Path}:Link is '{link}'. Write an address with https://, or null.");
        return false;
    }

    private void Report(string name, string value, string remedy) => _problems.Add($"appsettings.json: Clinic:{name} is '{value}'. {remedy}");
}

/// <summary>The settings cannot be used.</summary>
internal sealed class BadSettingsException(string message) : Exception(message);
