using System.Net;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class TakeOverTests
{
    private const string Conversation = "/staff/conversations/c-journey";
    private static readonly Owner s_waiting = new Owner.Waiting(Samples.Start, HandOffReason.Asked);
    private static readonly Owner s_mine = new Owner.Person(new("Ann", FakeSignIn.Email), Samples.Start, Samples.Start);

    [Fact]
    public async Task The_list_says_who_waits_how_long_and_who_has_what()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Held.AddRange([new("c-journey", "webchat", Samples.Start, null), new("c-quiet", "webchat", Samples.Start, "kim@clinic.example")]);
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff/waiting");

        Assert.Contains("Waits for a person", page, StringComparison.Ordinal);
        Assert.Contains("kim@clinic.example has it", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Conversation}\"", page, StringComparison.Ordinal);
        Assert.Matches("""<span class="badge emergency"[^>]*>1<span class="spoken"> waiting</span></span>""", page);
        Assert.Empty(host.Transcripts.Opened);
    }

    [Fact]
    public async Task Whoever_takes_over_is_told_where_the_patient_cannot_be_reached_any_more()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        Assert.DoesNotContain("channel-gone", await browser.ReadAsync(Conversation), StringComparison.Ordinal);

        host.Transcripts.GoneSince = Samples.Start;
        Assert.Contains("What you write here does not reach them.", await browser.ReadAsync(Conversation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_can_write_into_a_group_from_the_console()
    {
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with { Row = Samples.Journey.Row with { Channel = "msteams:group" } }));
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(Conversation);

        Assert.Contains("everybody there reads what is said", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Take this conversation", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nobody_waiting_the_list_says_so()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("Nobody is waiting.", await browser.ReadAsync("/staff/waiting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_conversation_shows_the_summary_and_is_taken_under_a_name()
    {
        await using var host = await ConsoleHost.StartAsync();
        (host.Turns.Owner, host.Turns.Summary) = (s_waiting, new([new("Last question", "“Is it <b>safe</b>?”")]));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        Assert.Contains("The patient waits for a person", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;safe", page, StringComparison.Ordinal);

        using var answer = await SendAsync(browser, page, ("Step", "take"), ("Name", "Ann"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var taken = Assert.Single(host.Turns.Taken);
        Assert.Equal(new Input.StaffTook(new("Ann", FakeSignIn.Email)), taken.Input);
        Assert.Equal(FakeSignIn.Email, taken.Staff!.By);
        Assert.Equal(Samples.Journey.Log[^1].Sequence, taken.Staff.Seen);
    }

    [Fact]
    public async Task Whoever_has_it_writes_to_the_patient_and_gives_it_back()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = s_mine;
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);

        using var said = await SendAsync(browser, page, ("Step", "say"), ("Text", " Hello.\r\nHow are you? "));
        using var returned = await SendAsync(browser, page, ("Step", "return"));
        using var closed = await SendAsync(browser, page, ("Step", "close"));

        Assert.Equal("Hello.\nHow are you?", Assert.IsType<Input.StaffSaid>(host.Turns.Taken[0].Input).Text);
        Assert.IsType<Input.StaffReturned>(host.Turns.Taken[1].Input);
        Assert.IsType<Input.StaffClosed>(host.Turns.Taken[2].Input);
    }

    [Fact]
    public async Task Who_answers_on_an_old_page_is_told_what_is_newer_and_keeps_the_words()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = s_mine;
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        host.Turns.Newest = Samples.Journey.Log[^1].Sequence + 1;

        using var answer = await SendAsync(browser, page, ("Step", "say"), ("Text", "My long answer"));

        var shown = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Nothing was done: there is something newer", shown, StringComparison.Ordinal);
        Assert.Contains(">My long answer</textarea>", shown, StringComparison.Ordinal);
        Assert.Empty(host.Turns.Taken);
    }

    [Fact]
    public async Task Somebody_elses_conversation_is_not_returned_or_closed_by_a_forged_form()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = new Owner.Person(new("Kim", "kim@clinic.example"), Samples.Start, Samples.Start);
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        Assert.Contains("Kim (kim@clinic.example) has this conversation", page, StringComparison.Ordinal);

        using var answer = await SendAsync(browser, page, ("Step", "close"));

        Assert.Contains("nothing was changed", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(host.Turns.Taken);
    }

    [Theory]
    [InlineData("take", "Name", "")]
    [InlineData("say", "Text", " ")]
    [InlineData("dance", "Text", "x")]
    public async Task A_form_that_makes_no_sense_changes_nothing(string step, string field, string value)
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = s_waiting;
        using var browser = await host.OpenSignedInAsync();

        using var answer = await SendAsync(browser, await browser.ReadAsync(Conversation), ("Step", step), (field, value));

        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(host.Turns.Taken);
    }

    [Fact]
    public async Task A_form_of_another_site_changes_nothing()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync(Conversation, ("_handler", "conversation-step"), ("Step", "take"), ("Seen", "12"), ("Name", "Ann"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Turns.Taken);
    }

    [Fact]
    public async Task A_page_that_stands_open_learns_that_there_is_something_new_and_not_what()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Newest = 14;
        using var browser = await host.OpenSignedInAsync();

        Assert.Equal("""{"newest":14,"others":[]}""", await browser.ReadAsync(Conversation + "/newest"));
        Assert.True(StaffConsole.IsPoll(Conversation + "/newest"));
        Assert.False(StaffConsole.IsPoll(Conversation));
    }

    private static Task<HttpResponseMessage> SendAsync(Browser browser, string page, params (string Name, string Value)[] fields)
    {
        var form = page[page.IndexOf("take-over-state", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        return browser.PostAsync(Conversation, [.. Browser.HiddenFields(form).Where(hidden => !fields.Any(field => field.Name == hidden.Name)), .. fields]);
    }
}
