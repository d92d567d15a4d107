using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests;

/// <summary>
/// Plays the conversations in <c>tests/conversations/served/*.txt</c>, in which several people talk, staff take part, mails go out and what is due is done as time passes. Lines are as in
/// <see cref="WholeConversationsTests"/>; besides, <c>@ ann</c> says whose conversation it is from there on, <c>$ take</c>, <c>$ return</c>, <c>$ close</c> or <c>$ words</c> is what a member
/// of staff does or says in it, and <c>^ words</c> must stand in the mail that went out last. What is looked at is all that was said since the person's last message.
/// <c>{reference}</c> stands for the reference that was told last, <c>{mailed}</c> for the code in the mail that went out last.
/// </summary>
public sealed partial class ServedConversationsTests
{
    private static readonly string s_folder = Path.Combine(ContentFolder.Find(null), "tests", "conversations", "served");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(s_folder, "*.txt").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_as_written(string file)
    {
        var clinic = await ServedClinic.OpenAsync();
        var (person, shown, reference, number) = ("patient", "", "", 0);
        var problems = new StringBuilder();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken))
        {
            number++;
            var rest = line.Length > 1 ? line[1..].Trim() : "";
            switch (line)
            {
                case ['=', ..]:
                    await clinic.DisposeAsync();
                    clinic = await ServedClinic.OpenAsync();
                    (person, reference) = ("patient", "");
                    break;
                case ['@', ..]:
                    person = rest;
                    await LookAsync();
                    break;
                case ['>', ..]:
                    var mailed = Code().Match(clinic.LastMail?.TextBody ?? "").Value;
                    await clinic.SayAsync(person, rest.Replace("{reference}", reference, StringComparison.Ordinal).Replace("{mailed}", mailed, StringComparison.Ordinal));
                    await LookAsync();
                    break;
                case ['$', ..]:
                    await clinic.StaffAsync(person, rest);
                    await LookAsync();
                    break;
                case ['~', ..] when rest.Split(' ') is [var count, var unit] && int.TryParse(count, CultureInfo.InvariantCulture, out var many):
                    await clinic.PassAsync(unit[0] switch { 'd' => TimeSpan.FromDays(many), 'h' => TimeSpan.FromHours(many), _ => TimeSpan.FromMinutes(many) });
                    await LookAsync();
                    break;
                case ['<', ..]:
                    var outcome = (await clinic.SaidAsync(person)).LastOrDefault()?.Outcome?.ToString() ?? "nothing";
                    Check(outcome.Equals(rest, StringComparison.OrdinalIgnoreCase), $"the outcome is {outcome}");
                    break;
                case ['^', ..]:
                    Check(clinic.LastMail?.TextBody?.Contains(rest, StringComparison.OrdinalIgnoreCase) == true, $"'{rest}' is not in the mail: {clinic.LastMail?.TextBody}");
                    break;
                case [' ', ..] when line.Trim() is ['!', .. var unwanted]:
                    Check(!shown.Contains(unwanted.Trim(), StringComparison.OrdinalIgnoreCase), $"'{unwanted.Trim()}' is said");
                    break;
                case [' ', ..]:
                    Check(shown.Contains(line.Trim(), StringComparison.OrdinalIgnoreCase), $"'{line.Trim()}' is not said");
                    break;
                case "" or ['#', ..]:
                    break;
                default:
                    Check(false, "this line starts with none of = @ > $ < ~ ^ # and is not indented");
                    break;
            }
        }

        await clinic.DisposeAsync();
        Assert.True(problems.Length == 0, problems.ToString());

        async Task LookAsync()
        {
            shown = string.Join("\n\n", (await clinic.SaidAsync(person)).Select(entry => PlainTextRenderer.Render(entry.Reply!)));
            reference = Reference().Match(shown) is { Success: true } told ? told.Value : reference;
        }

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.AppendLine(CultureInfo.InvariantCulture, $"{file}:{number}: {problem}.\n{shown}\n");
        }
    }

    [GeneratedRegex("VS-[A-Z0-9]{5}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b[0-9]{6}\b")]
    private static partial Regex Code();
}
