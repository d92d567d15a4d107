using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Teams;

public sealed class RenderingTests
{
    public static TheoryData<string> Names => [.. Samples.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_and_card_go_out_apart_and_nothing_for_staff_or_of_actions_goes_out(string name)
    {
        foreach (var activity in Rendered(Samples.Kinds.Single(kind => kind.Name == name).Reply))
        {
            Assert.True(activity["text"] is null != activity["attachments"] is null);
            foreach (var secret in new[] { "for staff", "secret-topic", "v-secret", "VS-20", "screening:answer", "booking:slot" })
                Assert.DoesNotContain(secret, activity.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_model_worded_is_labelled_as_AI_generated_and_nothing_else_is(string name)
    {
        var reply = Samples.Kinds.Single(kind => kind.Name == name).Reply;
        Assert.Equal(reply.IsWordedByModel, Rendered(reply).Any(activity => activity.ToJsonString().Contains("\"additionalType\":[\"AIGeneratedContent\"]", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_answer_has_numbered_citations_with_an_abstract_within_the_limits_of_Teams()
    {
        var answer = Assert.Single(Rendered(Samples.Answer));
        var claim = Assert.Single(answer["entities"]![0]!["citation"]!.AsArray())!["appearance"]!;

        Assert.Contains("It takes a while. [1]\n\nSource: ", (string)answer["text"]!, StringComparison.Ordinal);
        Assert.StartsWith("A doctor places fibrin", (string)claim["abstract"]!, StringComparison.Ordinal);
        Assert.True(((string)claim["abstract"]!).Length <= 160);
        Assert.EndsWith("…", (string)claim["abstract"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Up_to_three_short_choices_of_an_answer_are_suggested_and_stand_in_its_words()
    {
        var answer = Assert.Single(Rendered(Samples.Answer));
        Assert.Equal(["Tell me more", "Book a visit"], answer["suggestedActions"]!["actions"]!.AsArray().Select(action => (string)action!["value"]!));
        Assert.EndsWith("You can also say: Tell me more, Book a visit.", (string)answer["text"]!, StringComparison.Ordinal);

        var longer = Rendered(Samples.LongAnswer);
        Assert.Null(longer[0]["suggestedActions"]);
        Assert.Equal(4, Executes(longer[1]).Count());
    }

    [Fact]
    public void Each_choice_names_its_card_and_place_and_falls_back_to_a_submit_with_the_same()
    {
        var picks = Executes(Assert.Single(Rendered(Samples.Slots))).ToList();
        Assert.Equal(["Mon, Mar 2, 9:00 AM", "Tue, Mar 3, 1:30 PM", "Other times"], picks.Select(pick => (string)pick["title"]!));
        Assert.Equal(["""{"card":3,"conversation":"c1","choice":0}""", """{"card":3,"conversation":"c1","choice":1}""", """{"card":3,"conversation":"c1","choice":2}"""], picks.Select(pick => pick["data"]!.ToJsonString()));
        Assert.All(picks, pick => Assert.Equal(("Action.Submit", pick["data"]!.ToJsonString()), ((string)pick["fallback"]!["type"]!, pick["fallback"]!["data"]!.ToJsonString())));
    }

    [Fact]
    public void Only_what_a_phone_has_room_for_stands_side_by_side()
    {
        Assert.Equal(1, Sets(Samples.YesNo));
        Assert.Equal(3, Sets(Samples.Slots));

        static int Sets(Reply reply) => Card(Assert.Single(Rendered(reply)))["body"]!.AsArray().Count(element => (string)element!["type"]! == "ActionSet");
    }

    [Fact]
    public void Long_options_are_lines_that_show_every_word_and_can_be_tapped()
    {
        var card = Card(Rendered(Samples.Question)[0]);
        var lines = card["body"]!.AsArray().Where(element => (string)element!["type"]! == "Container").ToList();
        Assert.Equal(4, lines.Count);
        Assert.All(lines, line => Assert.True((bool)line!["items"]![0]!["wrap"]!));
        Assert.All(lines, line => Assert.Equal("Action.Execute", (string)line!["selectAction"]!["type"]!));
    }

    [Fact]
    public void A_card_is_of_the_version_that_every_Teams_client_shows_and_asks_for_its_newest_form_for_the_patient()
    {
        var card = Card(Rendered(Samples.YesNo)[0]);
        Assert.Equal("1.5", (string)card["version"]!);
        Assert.Equal("""{"action":{"type":"Action.Execute","title":"Refresh","verb":"refresh","data":{"card":3,"conversation":"c1"}},"userIds":["29:pat"]}""", card["refresh"]!.ToJsonString());
        Assert.Contains("1. Yes, or not sure\n2. No", (string)card["fallbackText"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_to_call_stand_in_the_text_and_on_a_card_that_dials_before_anything_else()
    {
        var activities = Rendered(Samples.Emergency);
        Assert.StartsWith("Please call 911 now.", (string)activities[0]["text"]!, StringComparison.Ordinal);
        var actions = Executes(activities[1]).ToList();
        Assert.Equal(["tel:911", "sms:988", null], actions.Select(action => (string?)action["url"]));
        Assert.Equal("I am safe", (string)actions[2]["title"]!);
    }

    [Fact]
    public void The_way_to_a_private_chat_is_a_link_and_no_other_address_is()
    {
        const string Link = "https://teams.microsoft.com/l/chat/0/0?users=28%3A1111";
        Assert.EndsWith($": [https&#58;//teams.microsoft.com/l/chat/0/0?users=28%3A1111]({Link})", GoldenTests.Render(new() { Text = $"Open a private chat: {Link}" })[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", GoldenTests.Render(new() { Text = "You wrote https://evil.example/?" })[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_large_for_Teams_goes_out_as_text_in_parts_that_each_fit()
    {
        var large = new Reply { Text = string.Join("\n\n", Enumerable.Range(0, 400).Select(number => $"Paragraph {number} with “words” that say something.  {new string('é', 100)}")), Choices = Samples.YesNo.Choices };
        var activities = GoldenTests.Render(large);

        Assert.True(activities.Count > 1);
        Assert.All(activities, activity => Assert.True(TeamsBudget.Fits(activity) && activity is { Attachments: null, TextFormat: "plain" }));
        var whole = string.Concat(activities.Select(activity => activity.Text));
        Assert.All(Enumerable.Range(0, 400), number => Assert.Contains($"Paragraph {number} ", whole, StringComparison.Ordinal));
        Assert.EndsWith("1. Yes, or not sure\n2. No", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_is_too_large_says_as_text_what_the_text_before_it_has_not_said()
    {
        var rows = Enumerable.Range(0, 120).Select(number => new ComparisonRow($"Aspect {number}", [new string('a', 150), new string('b', 150)])).ToImmutableArray();
        var activities = GoldenTests.Render(new Reply { Text = "Side by side.", Card = new Card.Comparison("Title", ["One", "Two"], rows, "Note."), Choices = Samples.YesNo.Choices });

        Assert.Equal("Side by side.", activities[0].Text);
        Assert.All(activities, activity => Assert.True(TeamsBudget.Fits(activity)));
        Assert.Contains("Aspect 119", string.Concat(activities.Select(activity => activity.Text)), StringComparison.Ordinal);
    }

    private static List<JsonObject> Rendered(Reply reply) => [.. GoldenTests.Render(reply).Select(activity => JsonSerializer.SerializeToNode(activity, ActivityJson.Default.Activity)!.AsObject())];

    private static JsonNode Card(JsonObject activity) => activity["attachments"]![0]!["content"]!;

    private static IEnumerable<JsonNode> Executes(JsonObject activity) => Card(activity)["body"]!.AsArray().Where(element => (string)element!["type"]! == "ActionSet").SelectMany(set => set!["actions"]!.AsArray()).OfType<JsonNode>();
}
