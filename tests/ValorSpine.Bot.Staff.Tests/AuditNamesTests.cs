using System.Text.RegularExpressions;
using ValorSpine.Bot.Staff.Audit;

namespace ValorSpine.Bot.Staff.Tests;

public sealed partial class AuditNamesTests
{
    // What no literal of the code tells.
    private static readonly string[] s_composed =
    [
        "draft.made.12", "draft.open.12", "draft.saved.12", "draft.submitted.12", "draft.sent-back.12", "draft.approved.12", "draft.published.12", "draft.withdrawn.12",
        "safety-record.opened.3", "safety-record.open.3", "safety-record.noted.3", "sign-in.password", "sign-in.second-factor", "sign-in.passkey", "sign-in.provider",
        "model.rewording.0f", "account.locked jo@clinic.example", "access.refused GET staff/people", "transcript.unmask", "break-glass.open",
    ];

    [Fact]
    public void Everything_that_is_put_on_the_trail_has_words_and_an_area_to_filter_by()
    {
        var written = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)).Where(file => !file.Contains("AuditNames", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).Where(line => Writes().IsMatch(line)).SelectMany(line => Literal().Matches(line).Select(literal => literal.Groups[1].Value)).Concat(s_composed).Distinct().ToArray();

        Assert.True(written.Length > 60, string.Join(' ', written));
        Assert.DoesNotContain(written, action => !AuditNames.Knows(action));
        Assert.DoesNotContain(written, action => AuditNames.Areas.All(area => area.Area != action[..action.IndexOf('.', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("draft.saved.12", "Saved a draft: 12")]
    [InlineData("account.locked jo@clinic.example", "Locked an account: jo@clinic.example")]
    [InlineData("of-a-newer.version", "of-a-newer.version")]
    public void What_it_was_done_to_stands_behind_it(string action, string says) => Assert.Equal(says, AuditNames.Action(action));

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ValorSpine.Bot.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    // Where entries are written, and where a step says how it is called there.
    [GeneratedRegex(@"AuditTrail\.Write|RecordAsync\(|WriteAsync\((?:by|who|http|member|email|person|StaffRecord)|NoteAsync\(|Made\(new Input|ReviewAction\.|=> ""review|StepAsync\(|Forget\(|""(?:incident|notice|key|record)\.")]
    private static partial Regex Writes();

    [GeneratedRegex(@"""((?:[a-z]+-)*[a-z]+\.[a-z]+(?:-[a-z]+)*)(?: [^""]*)?""")]
    private static partial Regex Literal();
}
