using System.Globalization;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Screenings by simulated patients. <c>SCREENINGS=100000</c> runs more of them than an ordinary test run.</summary>
public sealed class SimulatorTests(ITestOutputHelper output)
{
    private const int FirstSeed = 1000, Ordinary = 10_000, Plain = 500;

    private static int Screenings => int.TryParse(Environment.GetEnvironmentVariable("SCREENINGS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : Ordinary;

    [Fact]
    public void Whatever_patients_do_on_the_way_the_outcome_is_that_of_what_they_mean()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = FirstSeed; seed < FirstSeed + Screenings; seed++)
        {
            var patient = new SimulatedPatient(seed);
            var (outcome, expected) = (patient.Complete(), patient.ExpectedOutcome);
            Assert.True(outcome == expected, $"Seed {seed}: {outcome} instead of {expected}.\n{string.Join('\n', patient.Log)}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine($"{Screenings} screenings: {string.Join(", ", outcomes.Select(one => $"{one.Key} {one.Value}"))}");
        // Hardly anybody ends with the rarest, so one may be missing.
        Assert.True(Screenings < Ordinary || outcomes.Count >= ScreeningChat.Definition.Orientations.Outcomes.Length);
    }

    [Fact]
    public void Patient_who_answers_plainly_needs_no_more_than_two_turns_beside_the_questions()
    {
        var (turns, beside) = (new List<int>(), new List<int>());
        for (var seed = FirstSeed; seed < FirstSeed + Plain; seed++)
        {
            var patient = new SimulatedPatient(seed, Temper.Plain, mayBeUrgent: false);
            Assert.Equal(patient.ExpectedOutcome, patient.Complete());
            turns.Add(patient.Turns);
            beside.Add(patient.Turns - patient.Chat.Screening.Answers.Count(answer => new Walk(ScreeningChat.Definition, patient.Chat.Screening).IsEnabled(answer.LinkId) == true));
        }

        output.WriteLine($"turns to finish: median {Median(turns)}, questions and {Median(beside)} more; at most {beside.Max()} more");
        Assert.InRange(Median(beside), 0, 2);
    }

    private static int Median(List<int> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
