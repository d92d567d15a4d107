using System.Text;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;
using static ValorSpine.Bot.Storage.Tests.OpenedStore;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class ResumeCodeTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private IResumeCodes Codes => _store.Get<IResumeCodes>();

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync(kind);
        foreach (var id in new[] { "home", "phone", "stranger" })
            await _store.ConversationAsync(id);
        await ScreenedAsync("home", "where");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Code_finds_the_screening_as_it_stands_in_its_conversation_when_it_is_redeemed()
    {
        var code = await GivenAsync("home");
        await ScreenedAsync("home", "how-long");
        Assert.Equal("how-long", Assert.IsType<ResumeResult.Found>(await RedeemedAsync("phone", code)).Screening.Current);
    }

    [Fact]
    public async Task Same_code_is_said_again_until_it_is_taken()
    {
        var code = await GivenAsync("home");
        Assert.True(ResumeCode.IsWellFormed(code));
        Assert.Equal(code, await GivenAsync("home"));
        await RedeemedAsync("phone", code);
        Assert.NotEqual(code, await GivenAsync("home"));
    }

    [Fact]
    public async Task Code_serves_one_other_conversation_and_that_one_again()
    {
        var code = await GivenAsync("home");
        Assert.IsType<ResumeResult.Found>(await RedeemedAsync("home", code));
        Assert.IsType<ResumeResult.Found>(await RedeemedAsync("phone", code));
        Assert.IsType<ResumeResult.Found>(await RedeemedAsync("phone", code));
        Assert.IsType<ResumeResult.NoSuchCode>(await RedeemedAsync("stranger", code));
    }

    [Fact]
    public async Task Of_many_that_take_a_code_at_once_one_gets_it()
    {
        var code = await GivenAsync("home");
        foreach (var i in Enumerable.Range(0, 20))
            await _store.ConversationAsync($"p{i}");
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await RedeemedAsync($"p{i}", code))));
        Assert.Single(results.OfType<ResumeResult.Found>());
    }

    [Fact]
    public async Task Code_holds_for_fourteen_days_and_after_a_restart()
    {
        var code = await GivenAsync("home");
        _store.Time.Advance(TimeSpan.FromDays(13.9));
        await _store.RestartAsync();
        Assert.IsType<ResumeResult.Found>(await RedeemedAsync("phone", code));
        _store.Time.Advance(TimeSpan.FromDays(0.2));
        Assert.IsType<ResumeResult.NoSuchCode>(await RedeemedAsync("phone", code));
    }

    [Fact]
    public async Task Wrong_code_finds_nothing() => Assert.IsType<ResumeResult.NoSuchCode>(await RedeemedAsync("phone", "CDFG3479"));

    [Fact]
    public async Task Erasing_the_conversation_kills_its_code()
    {
        var code = await GivenAsync("home");
        await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL WHERE Id = 'home'"), Cancel);
        await _store.RestartAsync();
        Assert.IsType<ResumeResult.NoSuchCode>(await RedeemedAsync("phone", code));
    }

    [Fact]
    public async Task Data_file_does_not_hold_the_code()
    {
        var code = await GivenAsync("home");
        await _store.StopAsync();
        foreach (var file in await _store.FilesAsync())
            Assert.DoesNotContain(code, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> GivenAsync(string id) => Assert.IsType<ResumeResult.Given>(await Codes.PerformAsync(id, new ResumeRequest.Give(), Cancel)).Code;

    private ValueTask<ResumeResult> RedeemedAsync(string id, string code) => Codes.PerformAsync(id, new ResumeRequest.Redeem(code), Cancel);

    private async Task ScreenedAsync(string id, string current) =>
        await _store.SayAsync(id, "leg", decide: turn => turn with { State = turn.State with { Screening = new() { Questionnaire = "q|1", Current = current } } });
}

public sealed class ResumeCodeOnSqliteTests() : ResumeCodeTests(StoreKind.Sqlite);

public sealed class ResumeCodeOnPostgreSqlTests() : ResumeCodeTests(StoreKind.PostgreSql);
