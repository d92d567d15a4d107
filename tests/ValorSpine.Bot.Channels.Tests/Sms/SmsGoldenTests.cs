using System.Runtime.CompilerServices;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Sms;

/// <summary>
/// Every kind of reply as the texts that a phone gets, one file each in <c>Golden/sms</c>, and some that come in parts. With UPDATE_GOLDEN=1 in the environment the files are written anew; look at what changed before
/// you keep it.
/// </summary>
public sealed class SmsGoldenTests
{
    private static readonly ClinicFacts s_clinic = new() { ChatAddress = "https://chat.example.org/chat" };

    private static readonly Reply s_answer = new()
    {
        Text = "Spinal decompression is a form of traction: a motorized table gently pulls on the spine. It is meant to ease pressure in a disc for a time.\n\n- It has no needles.\n- It cannot close a tear.\n\nIn pooled trials, traction \u2014 on a table or by hand \u2014 may make little or no difference to back pain. \u201CMore pain\u201D came up in more than 1 in 5 studies.",
        Citations = [Samples.Fibrin],
        Choices = [new("Tell me more", "more"), new("What is a session like?", "article:x"), new("Book a visit", "book")],
    };

    private static readonly Reply s_question = new()
    {
        Text = "Question 1 of 12. In the last few weeks, did you have any of these?\n\nYou can name more than one, such as \"1 and 3\".",
        Brief = "Question 1 of 12. In the last few weeks, did you have any of these?\n\nYou can name more than one.",
        Choices =
        [
            new("New numbness in the groin, genitals or buttocks", "a"), new("New trouble holding or passing urine", "b"), new("New weakness in a leg that gets worse", "c"), new("Fever or chills with back pain", "d"),
            new("A bad fall or crash", "e"), new("Chest pain or trouble breathing", "f"), new("None of these", "g"), new("Why do you ask?", "h"),
        ],
    };

    private static readonly Reply s_table = Samples.Comparison with
    {
        Brief = string.Join("\n\n", Row("What studies show"), "The proof is weak for both.", Row("How it works"), Row("Recovery"), Row("Risks")),
        Choices = [new("How does each treatment work?", "article:x"), new("Check what may fit", "screen"), new("Book a visit", "book")],
    };

    private static readonly Reply s_result = Samples.Summary with
    {
        Brief = string.Join(
            "\n\n", "What your answers point to\nAn evaluation for biologic disc repair may be worth talking about.\n\nThe clinic considers it for lasting pain from a tear in the disc's outer ring.",
            "Keep in mind\nThis is education, not a diagnosis. Call 911 for new numbness in the groin, loss of bladder or bowel control, or weak legs.", $"What speaks against it\n{Row("- Studies")}", "Your answers\n- How long?: Since May"),
        Choices = [new("Book and share my answers", "a"), new("Book without sharing", "b"), new("Change an answer", "c"), new("Not now", "d")],
    };

    private static string Row(string aspect) => $"{aspect}\n- Spinal decompression: It may make little or no difference, and small studies saw short-term help.\n- Biologic disc repair: One large trial ended early, as it did not help enough.";

    public static TheoryData<string> Kinds => [.. Replies.Keys];

    private static Dictionary<string, Reply> Replies => new(Samples.Kinds.Select(kind => KeyValuePair.Create(kind.Name, kind.Reply)))
    {
        ["choices"] = new() { Text = "Shall I book it?", Choices = [new("Confirm", "c"), new("Change", "d"), new("Stop", "s")] },
        ["answer-in-parts"] = s_answer,
        ["question-in-parts"] = s_question,
        ["guidance-in-parts"] = Samples.Emergency with { Text = "Call 911 now. " + string.Join(' ', Enumerable.Repeat("Do not drive yourself.", 14)) },
        ["table-row-by-row"] = s_table,
        ["result-in-parts"] = s_result,
        ["spanish-in-parts"] = Samples.Spanish with { Text = string.Join(' ', Enumerable.Repeat("¿Cuánto dura una sesión? Según el médico, más de una hora: el señor Núñez se lo dirá aquí.", 5)) },
        ["person-in-parts"] = new() { Text = string.Join(' ', Enumerable.Repeat("I looked at it with Dr. Mu\u00F1oz, and we can see you on Friday.", 8)), Staff = "Maria" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_reply_becomes_these_texts(string kind)
    {
        var path = Path.Combine(Folder(), kind + ".txt");
        var texts = string.Join("\n----------\n", Sent(Replies[kind]).Select(text => $"{text}\n[{SmsSegments.Of(text).Count} of {SmsParts.MostSegments} segments, {SmsSegments.Of(text).Units} septets]")) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, texts);
        Assert.Equal(File.ReadAllText(path), texts);
    }

    [Fact]
    public void There_is_no_file_without_its_kind_of_reply() =>
        Assert.Equal(Replies.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder()).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void The_renderer_sends_text_and_nothing_else()
    {
        var renderer = new SmsRenderer(new(s_clinic), new ReplyRenderer(s_clinic));
        Assert.All(["sms", "twilio-sms"], channel => Assert.True(renderer.IsFor(channel)));
        Assert.All(Replies.Values.SelectMany(reply => renderer.Render(Samples.Entry(reply), Samples.Conversation, "")), activity =>
            Assert.Equal(("plain", null, null, null), (activity.TextFormat, activity.Attachments, activity.Entities, activity.SuggestedActions)));
    }

    // What comes at once, and then what comes each time that the patient asks for more.
    private static IEnumerable<string> Sent(Reply reply)
    {
        var text = new SmsText(s_clinic);
        for (var part = reply; ; part = part with { Part = part.Part + 1 })
        {
            foreach (var message in text.MessagesOf(part))
                yield return message;
            if (!text.HasMore(part))
                yield break;
        }
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "Golden", "sms");
}
