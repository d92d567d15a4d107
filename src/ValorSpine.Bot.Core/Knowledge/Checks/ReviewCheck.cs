using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>No review is overdue.</summary>
internal static class ReviewCheck
{
    public static void Run(ImmutableArray<CheckedPage> pages, DateOnly today, ICollection<ContentProblem> problems)
    {
        foreach (var page in pages)
            Check(page.Path, page.Lines.Review, page.Review, today, problems);
    }

    public static void Check(string path, int line, Review review, DateOnly today, ICollection<ContentProblem> problems)
    {
        if (review.Due is { } due && due <= today)
            problems.Add(new(path, line, string.Create(CultureInfo.InvariantCulture, $"The review is due since {due:yyyy-MM-dd}."), "Have it reviewed again, then write who did under 'by', the day under 'on' and the next date under 'due'."));
    }
}
