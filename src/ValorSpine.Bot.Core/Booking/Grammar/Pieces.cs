namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Cuts a message into pieces: at each place the longest name of a day, an hour or a part of the day, else one word.</summary>
internal static class Pieces
{
    /// <summary>The pieces of a message, in order.</summary>
    public static List<Piece> Of(string text, DateOnly today)
    {
        text = PieceIdioms.Plain(text);
        var named = Named(text, today);
        var pieces = new List<Piece>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            if (named.TryGetValue(at, out var longest))
            {
                if (pieces is [.., { Text: "around" } around] && longest.Piece.Kind != PieceKind.Day)
                    pieces[^1] = around with { Kind = PieceKind.At };
                pieces.Add(longest.Piece);
                at += longest.Length;
                continue;
            }

            var end = text.IndexOf(' ', at) is var space and >= 0 ? space : text.Length;
            Add(pieces, text[at..end]);
            if (pieces[^1] is { Kind: PieceKind.Busy, Text: "work" } work && pieces.Count > 1 && (pieces[^2].Kind is PieceKind.Day or PieceKind.Part or PieceKind.Clock or PieceKind.Not || pieces[^2].Text is "would" or "might" or "could" or "should" or "both" or "those" or "these" || (pieces[^2].Text == "will" && pieces.Count > 2 && pieces[^3].Text is not ("i" or "we" or "he" or "she" or "they"))))
                pieces[^1] = work with { Kind = PieceKind.Suits };
            at = end;
        }

        return pieces;
    }

    private static void Add(List<Piece> pieces, string word)
    {
        var bare = word.TrimEnd('?');
        if (bare.Length > 0)
            pieces.Add(new(PieceWords.KindOf(bare), bare));
        if (bare.Length < word.Length)
            pieces.Add(new(PieceKind.Break, "?"));
    }

    private static Dictionary<int, (int Length, Piece Piece)> Named(string text, DateOnly today)
    {
        var named = new Dictionary<int, (int Length, Piece Piece)>();
        foreach (var (at, length, hours, isPart) in ClockNames.In(text))
            Keep(at, length, new(isPart ? PieceKind.Part : PieceKind.Clock, text.Substring(at, length), Hours: hours));
        foreach (var (at, length, days) in Booking.Days.All(text, today))
            Keep(at, length, new(PieceKind.Day, text.Substring(at, length), days));
        return named;

        void Keep(int at, int length, Piece piece)
        {
            if (!named.TryGetValue(at, out var other) || other.Length < length)
                named[at] = (length, piece);
        }
    }
}
