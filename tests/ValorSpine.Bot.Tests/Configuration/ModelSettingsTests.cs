using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class ModelSettingsTests
{
    private static readonly (string Name, string Value)[] s_complete = [("Provider", "OpenAI"), ("Endpoint", "https://model.example.org/v1"), ("Deployment", "small"), ("ApiKey", "k")];

    [Fact]
    public void Without_a_provider_there_is_no_model() => Assert.Null(Read(("TokensPerDay", "5")));

    [Theory]
    [InlineData(nameof(ModelUse.FullQuestion), ModelUse.FullQuestion)]
    [InlineData(nameof(ModelUse.ChooseArticle), ModelUse.ChooseArticle)]
    [InlineData(nameof(ModelUse.Reword), ModelUse.Reword)]
    [InlineData(nameof(ModelUse.ReadAnswer), ModelUse.ReadAnswer)]
    public void Each_use_is_switched_by_itself(string name, ModelUse use) => Assert.Equal(use, Read([.. s_complete, ("Uses:0", name)])!.Uses);

    [Fact]
    public void Patients_are_asked_first_unless_the_clinic_says_otherwise()
    {
        Assert.True(Read([.. s_complete, ("Uses:0", "Reword")])!.AskFirst);
        Assert.False(Read([.. s_complete, ("Uses:0", "Reword"), ("AskFirst", "false")])!.AskFirst);
    }

    [Fact]
    public void A_use_that_sends_what_may_not_be_sent_is_a_problem_and_so_is_every_other_contradiction()
    {
        var problems = Assert.Throws<BadSettingsException>(() => Read([.. s_complete, ("Uses:0", "ReadAnswer"), ("Uses:1", "Nearest"), ("MaySend:0", "Questions"), ("CostPerDay", "5"), ("AskFirst", "maybe")])).Message;

        Assert.Contains("Model:Uses has ReadAnswer, which sends CheckAnswers", problems, StringComparison.Ordinal);
        Assert.Contains("Model:EmbeddingDeployment is missing", problems, StringComparison.Ordinal);
        Assert.Contains("Model:CostPerDay is set, but no price", problems, StringComparison.Ordinal);
        Assert.Contains("Model:AskFirst is 'maybe'", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("Nearest, which sends", problems, StringComparison.Ordinal);
    }

    private static ModelSettings? Read(params (string Name, string Value)[] settings) => ModelSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Model:" + setting.Name, (string?)setting.Value))).Build());
}
