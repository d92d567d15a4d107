using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>What reviewers see of a reply on each channel is what the channel's own renderer makes of it.</summary>
public sealed class InspectionTests
{
    [Fact]
    public async Task Reviewers_see_what_each_channel_showed_with_its_buttons_and_what_stood_on_a_card()
    {
        var content = ContentCopy.Original;
        var texts = new SmsText(content.Clinic);
        await using var services = new ServiceCollection()
            .AddSingleton(content.Clinic).AddSingleton<ReplyRenderer>().AddSingleton<ChannelRenderers>().AddSingleton(texts).AddSingleton<IChannelRenderer, SmsRenderer>()
            .AddSingleton<IArticlePages>(new NoPages()).AddSingleton<CurrentWording>(() => content.Words).AddTeams()
            .BuildServiceProvider();
        var inspection = new Inspection(new LiveContent(content, new FakeTimeProvider(), NullLogger<LiveContent>.Instance), services.GetRequiredService<ChannelRenderers>());
        var reply = new Reply { Text = "Biologic disc repair uses fibrin.", Choices = [new("Tell me more", "more"), new("Book a visit", "book")] };

        var views = inspection.Views(new() { ConversationId = "c1", Sequence = 2, At = DateTimeOffset.UnixEpoch, FromBot = true, Reply = reply });

        Assert.Equal(["webchat", "msteams", "twilio-sms"], views.Select(view => view.Channel));
        Assert.All(views, view => Assert.Contains("Biologic disc repair uses fibrin.", string.Join('\n', view.Messages), StringComparison.Ordinal));
        Assert.Contains("[Tell me more] [Book a visit]", string.Join('\n', views[0].Messages), StringComparison.Ordinal);
        Assert.Contains("Book a visit", string.Join('\n', views[1].Messages), StringComparison.Ordinal);
        Assert.Equal(texts.AllMessagesOf(reply)[0], views[2].Messages[0]);
        Assert.All(views.SelectMany(view => view.Messages), message => Assert.DoesNotContain("[card]", message, StringComparison.Ordinal));
    }

    private sealed class NoPages : IArticlePages
    {
        public ArticlePage? Find(string id) => null;
    }
}
