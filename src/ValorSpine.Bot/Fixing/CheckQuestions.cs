using System.Collections.Immutable;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.Fixing;

/// <summary>The questions of the checks that are served.</summary>
internal sealed class CheckQuestions(LiveContent live) : ICheckQuestions
{
    /// <inheritdoc/>
    public ImmutableArray<(string Id, string Label)> InOrder =>
        [.. live.Current.Screenings.Live.SelectMany(definition => definition.InOrder).DistinctBy(question => question.LinkId)];
}
