using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Rendering;

public sealed class ReplyRendererTests
{
    [Fact]
    public void A_reply_is_an_activity_of_the_clinics_bot()
    {
        var activity = Render(new() { Text = "Hello *you*" });
        Assert.Equal("message", (string)activity["type"]!);
        Assert.Equal("c1|0000003", (string)activity["id"]!);
        Assert.Equal("c1|0000002", (string)activity["replyToId"]!);
        Assert.Equal("2026-03-02T09:00:00.1200000Z", (string)activity["timestamp"]!);
        Assert.Equal("""{"id":"valorspine","name":"Test Clinic","role":"bot"}""", activity["from"]!.ToJsonString());
        Assert.Equal("Hello &#42;you&#42;", (string)activity["text"]!);
        Assert.Equal("markdown", (string)activity["textFormat"]!);
        Assert.Equal("acceptingInput", (string)activity["inputHint"]!);
        foreach (var absent in new[] { "attachments", "suggestedActions", "entities", "channelData", "serviceUrl" })
            Assert.Null(activity[absent]);
    }

    [Fact]
    public void What_a_person_says_names_them_and_stands_on_the_clinics_side()
    {
        var activity = Render(new() { Text = "Hello *you*", Staff = "Ann <b>" });
        Assert.Equal(("valorspine-staff", "Ann <b>", "bot"), ((string)activity["from"]!["id"]!, (string)activity["from"]!["name"]!, (string)activity["from"]!["role"]!));
        Assert.StartsWith("**Ann ", (string)activity["text"]!, StringComparison.Ordinal);
        Assert.EndsWith(", clinic staff**\n\nHello &#42;you&#42;", (string)activity["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", (string)activity["text"]!, StringComparison.Ordinal);
        Assert.Equal("Ann, clinic staff: Hello", PlainTextRenderer.Render(new() { Text = "Hello", Staff = "Ann" }));
    }

    [Fact]
    public void Nothing_meant_for_staff_reaches_a_patient()
    {
        foreach (var reply in Samples.All)
        {
            var json = Render(reply).ToJsonString();
            foreach (var secret in new[] { "for staff", "secret-topic", "v-secret", "VS-20", "\"action\"", "compare-overview" })
                Assert.DoesNotContain(secret, json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Choices_are_buttons_that_say_their_label()
    {
        var activity = Render(Samples.Summary);
        Assert.Equal(
            """[{"type":"imBack","title":"Book a visit","value":"Book a visit"},{"type":"imBack","title":"Ask something","value":"Ask something"}]""",
            activity["suggestedActions"]!["actions"]!.ToJsonString());
        Assert.Equal("expectingInput", (string)activity["inputHint"]!);
    }

    [Fact]
    public void A_question_expects_an_answer() => Assert.Equal("expectingInput", (string)Render(new() { Text = "Since when?" })["inputHint"]!);

    [Fact]
    public void Sources_are_linked_once_each_and_cited_for_machines()
    {
        var activity = Render(Samples.Comparison);
        Assert.EndsWith(
            "\n\nSource: [What is biologic disc repair?](https://bot.example/knowledge/fibrin-what), [How &#91;they&#93; compare](https://bot.example/knowledge/compare)  \n"
            + "Based on: ValorSpine's own description; [Trial of fibrin against salt water, 2014](https://clinicaltrials.gov/study/NCT01011816); Review of &#91;traction&#93;",
            (string)activity["text"]!, StringComparison.Ordinal);
        var message = Assert.Single(activity["entities"]!.AsArray())!;
        Assert.Equal("https://schema.org/Message", (string)message["type"]!);
        Assert.Equal("Message", (string)message["@type"]!);
        Assert.Equal(2, message["citation"]!.AsArray().Count);
        Assert.Equal(2, (int)message["citation"]![1]!["position"]!);
        Assert.Equal("https://bot.example/knowledge/compare", (string)message["citation"]![1]!["appearance"]!["url"]!);
    }

    [Fact]
    public void An_answer_that_was_stored_before_references_were_shows_its_article_alone() =>
        Assert.Equal("x\n\nSource: [A](https://bot.example/knowledge/a)", TextWith(new Citation("a", "more", "t", "A", ["VS-1"])));

    [Fact]
    public void What_has_no_page_is_neither_linked_nor_cited()
    {
        var check = new Citation("screening", "O-STAFF", "screening", "Guided check", ["EV-51"]) { References = [Samples.Trial], HasPage = false };
        Assert.Equal("x\n\nBased on: [Trial of fibrin against salt water, 2014](https://clinicaltrials.gov/study/NCT01011816)", TextWith(check));
        Assert.Null(Render(new() { Text = "x", Citations = [check] })["entities"]);
    }

    [Theory]
    [InlineData("https://doi.org/10.1016/S0140-6736(05)1;2?a=1&b=2", "[*R](https://doi.org/10.1016/S0140-6736%2805%291%3B2?a=1&b=2)")]
    [InlineData("https://x.example/a b\"$<c>", "[*R](https://x.example/a%20b%22%24%3Cc%3E)")]
    [InlineData("http://x.example/", "*R")]
    [InlineData("javascript:alert(1)", "*R")]
    [InlineData("/knowledge/a", "*R")]
    [InlineData("", "*R")]
    [InlineData(null, "*R")]
    public void A_source_links_to_nothing_but_a_whole_https_address(string? url, string shown) =>
        Assert.Equal($"x\n\nBased on: {shown.Replace("*", "&#42;", StringComparison.Ordinal)}", TextWith(new Citation("a", "more", "t", "A", []) { References = [new("*R", url)], HasPage = false }));

    [Fact]
    public void Teams_limits_on_citations_are_kept()
    {
        var many = new Reply { Text = "x", Citations = [.. Enumerable.Range(0, 30).Select(number => Samples.Fibrin with { Article = $"a{number}", Title = new string('t', 100) })] };
        var claims = Render(many)["entities"]![0]!["citation"]!.AsArray();
        Assert.Equal(20, claims.Count);
        Assert.All(claims, claim => Assert.Equal(80, ((string)claim!["appearance"]!["name"]!).Length));
    }

    [Fact]
    public void Numbers_to_call_are_an_alarm_that_dials()
    {
        var card = Card(Samples.Emergency);
        Assert.Equal("attention", (string)card["body"]![0]!["style"]!);
        Assert.Equal(["tel:911", "sms:988"], card["actions"]!.AsArray().Select(action => (string)action!["url"]!));
        Assert.Contains("988", (string)card["fallbackText"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_appointment_can_be_put_in_a_calendar_until_it_is_cancelled()
    {
        Assert.Equal("https://bot.example/calendar/abc.ics", (string)Card(Samples.Appointment)["actions"]![0]!["url"]!);
        Assert.Null(Card(Samples.Cancelled)["actions"]);
    }

    [Fact]
    public void A_summary_can_be_printed_while_it_has_a_page()
    {
        Assert.Equal("https://bot.example/summary/abc", (string)Card(Samples.Summary)["actions"]![0]!["url"]!);
        Assert.Null(Card(Samples.Summary with { Card = (Core.Conversation.Card.Summary)Samples.Summary.Card! with { PagePath = null } })["actions"]);
    }

    [Fact]
    public void What_a_card_shows_is_not_said_beside_it()
    {
        Assert.Equal("You are booked.\n\nKeep the reference.", (string)Render(Samples.Appointment)["text"]!);
        var all = Samples.Cancelled with { Text = "Cancelled\n\nCancelled" };
        Assert.Equal("Cancelled", (string)Render(all)["text"]!);
    }

    [Fact]
    public void A_comparison_names_the_subject_of_every_cell()
    {
        var json = Card(Samples.Comparison)["body"]!.ToJsonString();
        Assert.Equal(2, json.Split("\"Biologic repair\"").Length - 1);
        Assert.Contains("It pulls \\u0026#42;gently\\u0026#42;.", json, StringComparison.Ordinal);
        Assert.Contains("The proof is weak for both.", json, StringComparison.Ordinal);
    }

    [Fact]
    public void One_aspect_is_shown_on_the_card_and_named_above_it()
    {
        Assert.StartsWith("Biologic repair and fusion, side by side\n\nSource: [What is biologic disc repair?](https://bot.example/knowledge/fibrin-what)  \nBased on: ", (string)Render(Samples.OneAspect)["text"]!, StringComparison.Ordinal);
        Assert.Equal("They show no winner.  \nCall 911 for weak legs.", (string)Card(Samples.OneAspect)["body"]!.AsArray()[^1]!["text"]!);
    }

    [Fact]
    public void Every_card_is_plain_1_5_with_words_for_those_who_cannot_see_it()
    {
        foreach (var card in Samples.All.Select(Card))
        {
            Assert.Equal("AdaptiveCard", (string)card["type"]!);
            Assert.Equal("1.5", (string)card["version"]!);
            Assert.NotEmpty((string)card["fallbackText"]!);
            Assert.NotEmpty((string)card["speak"]!);
            Assert.DoesNotContain('<', (string)card["speak"]!);
            Assert.All(card["body"]!.AsArray().Concat(card["actions"]?.AsArray() ?? []), OnlyWhatTheSchemaKnows);
        }
    }

    // The properties that schema 1.5 lists for the elements in use; it allows no others.
    private static readonly Dictionary<string, string[]> s_schema = new()
    {
        ["TextBlock"] = ["type", "text", "wrap", "weight", "size", "color", "style", "spacing", "separator"],
        ["Container"] = ["type", "style", "items", "separator"],
        ["ColumnSet"] = ["type", "columns"],
        ["Column"] = ["type", "width", "items"],
        ["FactSet"] = ["type", "facts"],
        ["Action.OpenUrl"] = ["type", "title", "url"],
    };

    private static void OnlyWhatTheSchemaKnows(JsonNode? element)
    {
        var known = s_schema[(string)element!["type"]!];
        Assert.All(element.AsObject(), property => Assert.Contains(property.Key, known));
        foreach (var children in new[] { "items", "columns" })
            Assert.All(element[children]?.AsArray() ?? [], OnlyWhatTheSchemaKnows);
    }

    private static JsonObject Render(Reply reply)
    {
        var activity = new ReplyRenderer(new ClinicFacts { Name = "Test Clinic" }).Render(Samples.Entry(reply), Samples.Conversation, "https://bot.example");
        return JsonSerializer.SerializeToNode(activity, ActivityJson.Default.Activity)!.AsObject();
    }

    private static string TextWith(Citation citation) => (string)Render(new() { Text = "x", Citations = [citation] })["text"]!;

    private static JsonNode Card(Reply reply)
    {
        var attachment = Assert.Single(Render(reply)["attachments"]!.AsArray())!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)attachment["contentType"]!);
        return attachment["content"]!;
    }
}

public sealed class PlainTextRendererTests
{
    [Fact]
    public void Choices_are_numbered() => Assert.Equal(
        "Thank you. Here is what you told me.\n\nYour answers\n- How long?: Since <May> & June\nWhat next\n- See someone\n- Rest\n\n1. Book a visit\n2. Ask something",
        PlainTextRenderer.Render(Samples.Summary));

    [Fact]
    public void A_comparison_is_written_aspect_by_aspect_with_its_sources() => Assert.Equal(
        "Here they are side by side.\n\nSide by side\nHow it works\n- Decompression: It pulls *gently*.\n- Biologic repair: A needle places fibrin.\nWho\n- Decompression: Some.\n- Biologic repair: Others.\nThe proof is weak for both."
        + "\n\nSource: What is biologic disc repair?\nSource: How [they] compare\nBased on: ValorSpine's own description; Trial of fibrin against salt water, 2014; Review of [traction]",
        PlainTextRenderer.Render(Samples.Comparison));

    [Theory]
    [InlineData(1, "Based on: R1")]
    [InlineData(4, "Based on: R1; R2; R3; R4")]
    [InlineData(5, "Based on: R1; R2; R3; R4; and 1 more")]
    [InlineData(9, "Based on: R1; R2; R3; R4; and 5 more")]
    public void At_most_four_sources_are_named(int sources, string line)
    {
        var check = new Citation("screening", "O-STAFF", "screening", "Guided check", []) { References = [.. Enumerable.Range(1, sources).Select(number => new Reference($"R{number}", "https://x.example/"))], HasPage = false };
        Assert.Equal($"x\n\n{line}", PlainTextRenderer.Render(new() { Text = "x", Citations = [check] }));
    }

    [Fact]
    public void What_the_text_of_a_comparison_says_is_not_said_twice() => Assert.Equal(
        $"{Samples.OneAspect.Text}\n\nSource: What is biologic disc repair?\nBased on: {string.Join("; ", Samples.OneAspect.Citations[0].References.Select(reference => reference.Label))}", PlainTextRenderer.Render(Samples.OneAspect));

    [Fact]
    public void What_the_text_says_already_is_not_said_twice() => Assert.Equal(
        Samples.Appointment.Text, PlainTextRenderer.Render(Samples.Appointment));

    [Fact]
    public void Numbers_to_call_are_written_out() => Assert.Equal(
        "Please call 911 now.\n\nText the crisis line: 988\n\n1. I am safe", PlainTextRenderer.Render(Samples.Emergency));
}
