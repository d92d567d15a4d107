using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

/// <summary>Something wrong with the content, and the one problem that it is to give.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Path">The file that is changed.</param>
/// <param name="Right">What stands there, once.</param>
/// <param name="Wrong">What stands there instead.</param>
/// <param name="At">What the line holds that the problem names.</param>
/// <param name="What">Part of the problem.</param>
/// <param name="Remedy">Part of the remedy.</param>
internal sealed record Defect(string Name, string Path, string Right, string Wrong, string At, string What, string Remedy)
{
    /// <summary>The file with the defect.</summary>
    public string Change(string text)
    {
        var place = text.IndexOf(Right, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{Path} does not hold '{Right}'.");
        return text[..place] + Wrong + text[(place + Right.Length)..];
    }
}

/// <summary>One defect of each kind, each in a file of its own, so that all can be looked for at once.</summary>
internal static class KnowledgeDefects
{
    public static DateOnly Today { get; } = new(2026, 11, 23);

    private const string Articles = "knowledge/articles/";
    private const string Declined = "knowledge/declined/";

    public static IReadOnlyList<Defect> All { get; } =
    [
        // What is written where.
        new("unknown name", Articles + "annular-tear.md", "follow-ups:", "folow-ups:", "folow-ups:", "'folow-ups' is not known here.", "Use one of: id, topic, title"),
        new("id of the file that was copied", Articles + "bulging-herniated-disc.md", "id: bulging-herniated-disc", "id: degenerative-disc", "id:", "The id 'degenerative-disc' is not the name of the file.", "Write 'id: bulging-herniated-disc' or rename the file."),
        new("half a review", Articles + "annular-tear-report.md", "by: null", "by: Dr. Who", "review:", "The review is half filled in.", "Give 'by', 'on' and 'due' together"),
        new("overdue review", Articles + "disc-anatomy.md", "by: null, on: null, due: null", "by: Dr. Who, on: 2025-11-23, due: 2026-11-23", "review:", "The review is due since 2026-11-23.", "Have it reviewed again"),
        new("unknown follow-up", Articles + "degenerative-disc.md", "follow-ups: [", "follow-ups: [discs, ", "follow-ups:", "The follow-up 'discs' is not known.", "Use an id of knowledge/topics.yml."),
        new("missing topic", "knowledge/topics.yml", "disc-anatomy:", "tarlov-cysts: { question: \"What is a cyst?\" }\ndisc-anatomy:", "tarlov-cysts:", "The topic 'tarlov-cysts' has no article.", "Write knowledge/articles/tarlov-cysts.md."),
        new("more of what is declined", Declined + "billing.md", "or ask here for a person. [-]", "or ask here for a person. [-]\n\n## More\nAsk them. [-]", "## More", "What is declined has no '## More'.", "Say it all in the short answer."),

        // Sources.
        new("unknown key", Articles + "fibrin-safety-medicines.md", "[EV-63]", "[EV-99]", "[EV-99]", "The source 'EV-99' is not known.", "Use a key of knowledge/sources.yml"),
        new("no source", Articles + "discogenic-pain.md", "## More\n", "## More\nIt is quite common.\n", "It is quite common.", "'It is quite common.' has no source.", "End it with its source keys, such as [EV-51]"),
        new("no source of its own", Articles + "conservative-care.md", "Care without procedures means", "It can help. Care without procedures means", "It can help.", "'It can help.' has no source.", "End it with its source keys"),
        new("a figure without source", Articles + "appointments.md", "Our staff can help with anything else. [-]", "Our 12 staff can help with anything else. [-]", "Our 12 staff", "names a figure without a source.", "Put the key of its source in place of [-]."),
        new("no sentence", Articles + "evaluation-process.md", "## More\n", "## More\n[VS-38]\n", "[VS-38]", "These sources stand after no sentence.", "Write the sentence before its brackets"),

        // Claims and what has to be said.
        new("claim in a sentence", Articles + "cost-insurance.md", "They can also explain ways to pay.", "They can also explain the discount.", "the discount", "'discount' is not to be claimed (PL-37).", "Say it without a promise"),
        new("claim in a title", Articles + "compare-mechanism.md", "title: How does", "title: How does this miracle work, and how does", "title:", "'miracle' is not to be claimed (PL-30).", "Say it without a promise"),
        new("claim in what is declined", Declined + "supplements-remedies.md", "home remedies", "home cures", "home cures", "'cures' is not to be claimed (PL-30).", "Say it without a promise"),
        new("evidence line", Articles + "decompression-what.md", "[EV-32]", "[VS-14]", "## Short answer", "The article rests on none of EV-25, EV-32 (fact-3).", "Say that guidelines advise against routine traction."),
        new("evidence in the short answer", Articles + "fibrin-what.md", "[EV-51]", "[VS-20]", "## Short answer", "The short answer rests on none of EV-51 (fact-1).", "Say that the large trial against salt water ended early"),
        new("good news alone", Articles + "fibrin-recovery.md", "[EV-51]", "[EV-66]", "[EV-17, EV-50]", "'EV-50' stands without EV-51 (fact-1).", "Studies without a placebo group never stand alone"),
        new("whose view it is", Articles + "compare-durability-fibrin.md", "The clinic's view is that fibrin aims", "Fibrin aims", "Fibrin aims", "and says none of 'clinic's view' (PL-49).", "Say whose claim it is"),
        new("what to say of medicines", Articles + "decompression-safety-who-not.md", "without asking whoever prescribed it", "on your own", "## Short answer", "(PL-48).", "without asking whoever prescribed it"),
        new("a rule that names nothing", "knowledge/required.yml", "[about-assistant, about-assistant-clinician]", "[about-assistant, about-this-assistant]", "about-this-assistant", "The article 'about-this-assistant' is not known.", "Use one of knowledge/articles or knowledge/declined."),

        // Plain language.
        new("grade", Articles + "discogenic-pain-signs.md", "Feelings alone cannot show that pain comes from a disc.", "Unfortunately, individual sensations cannot conclusively demonstrate intervertebral origination of discomfort.", "Unfortunately", "'Short answer' reads at grade", "Use shorter sentences and everyday words, up to grade 8."),
        new("grade of what is declined", Declined + "animals.md", "I only have written answers about people's backs.", "Unfortunately, written information exclusively concerns individual human patients.", "Unfortunately", "(PL-01).", "up to grade 6."),
        new("long sentence", Articles + "about-assistant.md", "You can then ask for our staff.", "You can then ask for our staff, or you can say it in other words, or you can ask for the list of all that I know.", "all that I know", "A sentence of 27 words", "Split it: at most 20."),
        new("many sentences", Articles + "clinic-approach.md", "that each evaluation starts with a precise diagnosis. [VS-38]", "that each evaluation starts with a precise diagnosis. [VS-38] Ask us. [-]", "## Short answer", "The short answer has 4 sentences (PL-06).", "the rest belongs under '## More'"),
        new("short answer too short", Declined + "politics-religion.md", "I have written answers about disc pain and two treatments for it. [-] You can also ask for our staff. [-]", "Ask our staff. [-]", "## Short answer", "The short answer has 11 words (PL-10).", "Keep it between 15 and 45."),
        new("more too long", Articles + "surgery-alternatives.md", "## More\n", "## More\n" + string.Concat(Enumerable.Repeat("It is good to ask what each one means for you. [-] ", 8)) + "\n", "## More", "'More' has", "Keep it to 150"),
        new("unexplained term", Articles + "conservative-care-exercise.md", "if a movement makes leg pain worse", "if a movement makes a fissure worse", "a fissure", "'fissure' is not explained (PL-07).", "Say what it is, with one of: tear."),

        // How it is asked for.
        new("few phrasings", Declined + "jobs-business.md", "", "", "phrasings:", "The article has 11 phrasings.", "at least 12 in all"),
        new("phrasing without words", Articles + "other-treatments.md", "phrasings:\n", "phrasings:\n  - \"??\"\n", "\"??\"", "'??' has no words.", "Write what a patient would type"),
        new("phrasing of another article", Articles + "surgery-alternatives-fusion.md", "phrasings:\n", "phrasings:\n  - Is this chat private\n", "Is this chat private", "also stands in knowledge/articles/about-assistant-privacy.md:", "Keep it once"),
        new("nearly one of another article", Articles + "other-treatments-ablation.md", "phrasings:\n", "phrasings:\n  - is my information here confidential\n", "information here", "(score 0.9", "Keep the one that stands where it is answered best"),
        new("messages for no article", "knowledge/asked.txt", "# fibrin-how\n", "# fibrin-hwo\n", "# fibrin-hwo", "No article has the id 'fibrin-hwo'.", "Use the id of a file in knowledge/articles or knowledge/declined."),
        new("messages in the wrong file", "knowledge/elsewhere.txt", "# sports\n", "# fibrin-how\n", "# fibrin-how", "'fibrin-how' is an article.", "Move these messages to knowledge/asked.txt"),
    ];

    /// <summary>The content with all of them.</summary>
    public static ContentFiles Content { get; } = new(
        Tests.Content.Files.Under("knowledge").Select(file => All.FirstOrDefault(defect => defect.Path == file.Path) is { } defect ? file with { Text = Apply(defect, file.Text) } : file));

    private static string Apply(Defect defect, string text) => defect.Name == "few phrasings" ? WithPhrasings(text, 11) : defect.Change(text);

    private static string WithPhrasings(string text, int count)
    {
        var left = count;
        return string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("  - ", StringComparison.Ordinal) || left-- > 0));
    }
}
