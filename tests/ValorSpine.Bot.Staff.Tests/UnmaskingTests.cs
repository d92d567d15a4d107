using System.Net;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Who a patient is stays hidden until a reason is on record.</summary>
public sealed class UnmaskingTests
{
    private const string Path = "/staff/conversations/c-journey";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_and_contacts_are_hidden_until_a_reason_is_stated_which_is_on_record()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        var before = await browser.ReadAsync(Path);

        using var answer = await browser.PostAsync(Path + "/unmask", [.. Browser.HiddenFields(before), ("reason", "Calling her back")]);
        var after = Page.Text(await browser.ReadAsync(Path));

        foreach (var hidden in (string[])["O'Neill", "3125550142", "ana+spine"])
            Assert.DoesNotContain(hidden, WebUtility.HtmlDecode(before), StringComparison.Ordinal);
        Assert.Contains("Name [name] Phone [contact]", Page.Text(before), StringComparison.Ordinal);
        Assert.Equal(Path, answer.Headers.Location!.ToString());
        Assert.Contains("Name Ana O'Neill Phone +13125550142", after, StringComparison.Ordinal);
        var entry = Assert.Single(host.Trail.Entries, entry => entry.Action == "transcript.unmask");
        Assert.Equal((FakeSignIn.Email, "c-journey", "Calling her back"), (entry.Actor, entry.ConversationId, entry.Note));
    }

    [Fact]
    public async Task A_reason_that_another_process_was_told_counts_for_half_an_hour()
    {
        FakeTranscripts store = new(Samples.Journey);
        await using var one = await ConsoleHost.StartAsync(store);
        await using var other = await ConsoleHost.StartAsync(store);
        using var browser = await other.OpenSignedInAsync();

        store.Trail.Add(FakeSignIn.Email, "transcript.unmask", "c-journey", "Calling her back", DateTimeOffset.UtcNow.AddMinutes(-31));
        store.Trail.Add("ben@clinic.example", "transcript.unmask", "c-journey", "Calling her back", DateTimeOffset.UtcNow);
        var before = Page.Text(await browser.ReadAsync(Path));
        one.Unmask("c-journey");

        Assert.DoesNotContain("O'Neill", before, StringComparison.Ordinal);
        Assert.Contains("Name Ana O'Neill", Page.Text(await browser.ReadAsync(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_shown_and_what_to_do_is_said()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync(Path + "/unmask", [.. Browser.HiddenFields(await browser.ReadAsync(Path)), ("reason", "  no ")]);
        var after = Page.Text(await browser.ReadAsync(answer.Headers.Location!.ToString()));

        Assert.Contains("Write the reason in a few words.", after, StringComparison.Ordinal);
        Assert.DoesNotContain("O'Neill", after, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Trail.Entries, entry => entry.Action == "transcript.unmask");
    }

    [Fact]
    public async Task Who_has_the_conversation_sees_who_they_speak_with()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = new Owner.Person(new("Nora", FakeSignIn.Email), Samples.Start, Samples.Start);
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("Name Ana O'Neill", Page.Text(await browser.ReadAsync(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_on_an_alert_hides_what_the_transcript_hides()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        host.Incidents.All.Add(FakeIncidents.Seen(7) with { State = Core.Turns.IncidentState.Resolved, Note = "Called Ana O'Neill on 312 555 0142." });
        var before = Page.Text(await browser.ReadAsync(Path));

        host.Unmask("c-journey");

        Assert.Contains("Note Called [name", before, StringComparison.Ordinal);
        foreach (var hidden in (string[])["O'Neill", "0142"])
            Assert.DoesNotContain(hidden, before, StringComparison.Ordinal);
        Assert.Contains("Note Called Ana O'Neill on 312 555 0142.", Page.Text(await browser.ReadAsync(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_that_took_an_agreement_back_hide_what_the_transcript_hides()
    {
        var check = Samples.Screened(ConsentDecision.Withdrawn);
        await using var host = await ConsoleHost.StartAsync(new(check with { Consents = [check.Consents[0] with { Said = check.Consents[0].Said with { Answer = "don't share it, call me at 312 555 0142" } }] }));
        using var browser = await host.OpenSignedInAsync();
        var before = Page.Text(await browser.ReadAsync("/staff/conversations/c-screened"));

        host.Unmask("c-screened");

        Assert.Contains("“don't share it, call me at [contact", before, StringComparison.Ordinal);
        Assert.DoesNotContain("555 0142", before, StringComparison.Ordinal);
        Assert.Contains("“don't share it, call me at 312 555 0142”", Page.Text(await browser.ReadAsync("/staff/conversations/c-screened")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_is_on_record_of_every_conversation_that_is_shown_for_it()
    {
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with { Linked = [new(Samples.Journey.Row with { Id = "c-sms", Channel = "twilio-sms" }, [], IsEarlier: true)] }));
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync(Path + "/unmask", [.. Browser.HiddenFields(await browser.ReadAsync(Path)), ("reason", "Calling her back")]);

        Assert.Equal(
            [("c-journey", "Calling her back"), ("c-sms", "Calling her back")],
            host.Trail.Entries.Where(entry => entry.Action == "transcript.unmask").Select(entry => (entry.ConversationId!, entry.Note!)));
    }

    [Fact]
    public async Task A_check_that_is_downloaded_hides_what_the_transcript_hides_and_says_so_on_record()
    {
        var check = Samples.Journey.Screenings[0];
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with
        {
            Screenings = [check with { Result = check.Result with { ResponseJson = """{"resourceType":"QuestionnaireResponse","item":[{"answer":[{"valueString":"call Ana O'Neill at 312 555 0142"}]}]}""" } }],
        }));
        using var browser = await host.OpenSignedInAsync();
        var before = await browser.ReadAsync(Path + "/screening/1.json");

        host.Unmask("c-journey");
        var after = await browser.ReadAsync(Path + "/screening/1.json");

        Assert.Contains("call [name", before, StringComparison.Ordinal);
        Assert.DoesNotContain("0142", before, StringComparison.Ordinal);
        Assert.Contains("call Ana O'Neill at 312 555 0142", after, StringComparison.Ordinal);
        Assert.Equal(["export.masked", "export.unmasked"], host.Trail.Entries.Select(entry => entry.Action).Where(action => action.StartsWith("export.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_in_which_nothing_can_be_hidden_is_given_after_a_reason_was_stated()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        using var refused = await browser.GetAsync(Path + "/replay.jsonl");
        var before = await browser.ReadAsync(Path + "/replay");
        Assert.DoesNotContain(host.Trail.Entries, entry => entry.Action == "export.unmasked");

        host.Unmask("c-journey");
        using var given = await browser.GetAsync(Path + "/replay.jsonl");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("say why", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("replay.jsonl", before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Contains("replay.jsonl", await browser.ReadAsync(Path + "/replay"), StringComparison.Ordinal);
        Assert.Single(host.Trail.Entries, entry => entry.Action == "export.unmasked");
    }

    [Fact]
    public async Task A_look_at_a_reply_hides_what_the_transcript_hides()
    {
        var log = Samples.Journey.Log;
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with { Log = log.SetItem(2, log[2] with { Reply = log[2].Reply! with { Text = "Booked for Ana O'Neill." } }) }));
        using var browser = await host.OpenSignedInAsync();

        var reply = Page.Text(await browser.ReadAsync(Path + "/replies/3"));

        Assert.Contains("Booked for [name] [name].", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("O'Neill", reply, StringComparison.Ordinal);
    }
}
