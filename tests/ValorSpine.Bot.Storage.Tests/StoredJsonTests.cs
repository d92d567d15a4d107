using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>What was stored by earlier versions still loads.</summary>
public sealed class StoredJsonTests
{
    [Fact]
    public void A_citation_without_references_still_loads()
    {
        const string Stored =
            """
            {"text":null,"activityJson":null,"reply":{"text":"Biologic disc repair has risks.","choices":[],"citations":[{"article":"fibrin-safety","section":"short-answer","topic":"fibrin-safety","title":"Is biologic disc repair safe?","sources":["EV-50","VS-38"]}],"card":null,"calls":[]},"why":null,"knowledgeVersion":"v1","facts":null}
            """;

        var citation = Assert.Single(StoredJson.Read<LogBody>(Encoding.UTF8.GetBytes(Stored)).Reply!.Citations);

        Assert.Equal(["EV-50", "VS-38"], citation.Sources);
        Assert.Equal([], citation.References);
        Assert.True(citation.HasPage);
    }

    [Fact]
    public void A_citation_keeps_its_names()
    {
        var citation = new Citation("a", "more", "t", "A", ["EV-51"]) { References = [new("Trial, 2014", "https://x.example/"), new("Our own words", null)], HasPage = false };

        var json = Encoding.UTF8.GetString(StoredJson.Write(new LogBody(null, null, new Reply { Text = "x", Citations = [citation] }, null, null)));

        Assert.Contains(
            """{"article":"a","section":"more","topic":"t","title":"A","sources":["EV-51"],"references":[{"label":"Trial, 2014","url":"https://x.example/"},{"label":"Our own words","url":null}],"hasPage":false}""",
            json, StringComparison.Ordinal);
        var read = Assert.Single(StoredJson.Read<LogBody>(Encoding.UTF8.GetBytes(json)).Reply!.Citations);
        Assert.Equal(citation.References, read.References);
        Assert.False(read.HasPage);
    }
}
