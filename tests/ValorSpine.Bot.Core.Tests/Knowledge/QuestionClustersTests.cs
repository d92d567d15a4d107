using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class QuestionClustersTests
{
    private static readonly string[] s_asked =
    [
        "do you take medicare", "is medicare accepted at your place", "does medicare pay for this", "can i go scuba diving afterwards", "is scuba diving ok after the shot", "what is the capital of france",
    ];

    [Fact]
    public void Questions_about_the_same_come_together_and_others_do_not()
    {
        var clusters = QuestionClusters.Of(Asked());

        var medicare = clusters.Single(cluster => cluster.Questions.Any(question => question.Text == s_asked[0]));
        Assert.True(medicare.Conversations.Length == 3, Shown(clusters));
        Assert.Equal(medicare, clusters[0]);
        Assert.All(medicare.Questions, question => Assert.Contains("medicare", question.Text, StringComparison.Ordinal));
        Assert.Equal(2, clusters.Single(cluster => cluster.Questions.Any(question => question.Text == s_asked[3])).Conversations.Length);
        Assert.Single(clusters.Single(cluster => cluster.Example == s_asked[5]).Questions);
    }

    [Fact]
    public void The_same_questions_give_the_same_clusters_in_whatever_order_they_come() =>
        Assert.Equal(Shown(QuestionClusters.Of(Asked())), Shown(QuestionClusters.Of(Asked().Reverse())));

    [Fact]
    public void A_patient_who_asks_twice_counts_once()
    {
        var cluster = Assert.Single(QuestionClusters.Of([new("c", 2, "do you take medicare", false), new("c", 4, "do you take medicare??", false)]));
        Assert.Equal((2, 1), (cluster.Questions.Length, cluster.Conversations.Length));
    }

    private static IEnumerable<OpenQuestion> Asked() => s_asked.Select((text, at) => new OpenQuestion($"c{at}", 2, text, false));

    private static string Shown(IEnumerable<QuestionCluster> clusters) => string.Join('\n', clusters.Select(cluster => $"{cluster.Example}: {string.Join(" | ", cluster.Questions.Select(question => question.Text).Order())}"));
}
