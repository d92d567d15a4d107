using System.Collections.Immutable;
using ValorSpine.Bot.Staff.Figures;

namespace ValorSpine.Bot.Staff.Tests;

internal sealed class FakeChecks : ICheckQuestions
{
    public ImmutableArray<(string Id, string Label)> InOrder => [("pain", "Pain"), ("since", "Since when")];
}
