using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Texting;

/// <summary>Who wants text messages. Numbers stand as a keyed hash, so that the data file alone tells none.</summary>
internal sealed class StoredTextConsents(DataStore store, Secrets secrets, TimeProvider time) : ITextConsents
{
    private const int SecretBytes = 32;
    private const string Changes = "Kind IN ('Stopped', 'StoppedInWords', 'StoppedAtCarrier', 'Resumed', 'Began', 'Noticed')";

    /// <inheritdoc/>
    public async ValueTask<TextConsent?> FindAsync(string number, CancellationToken cancel)
    {
        var hash = await HashAsync(number, cancel);
        return store.Read(session => session.Query("SELECT Stopped, Since FROM TextConsents WHERE Number = $1", row => new TextConsent(row.GetBoolean(0), row.Time(1)), hash));
    }

    /// <inheritdoc/>
    public async ValueTask<KnownText?> FindKnownAsync(string number, string message, CancellationToken cancel)
    {
        var hash = await HashAsync(number, cancel);
        return store.Read(session => session.Query("SELECT Id FROM TextConsentEvents WHERE Number = $1 AND Message = $2", row => row.GetInt64(0), hash, message) is var known and not 0
            ? new KnownText(Before(session, hash, known))
            : null);
    }

    /// <inheritdoc/>
    public async ValueTask<TextConsent?> TakeAsync(string number, TextConsentEvent what, string message, CancellationToken cancel)
    {
        var hash = await HashAsync(number, cancel);
        var now = time.GetUtcNow().UtcTicks;
        return await store.WriteAsync(session => Take(session, hash, what, message, now), cancel);
    }

    private static TextConsent? Take(StoreSession session, string number, TextConsentEvent what, string message, long now)
    {
        var known = session.Query("SELECT Id FROM TextConsentEvents WHERE Number = $1 AND Message = $2", row => row.GetInt64(0), number, message);
        var before = Before(session, number, known == 0 ? long.MaxValue : known);
        if (known != 0)
            return before;
        session.Execute("INSERT INTO TextConsentEvents (Number, At, Kind, Message) VALUES ($1, $2, $3, $4)", number, now, what.ToString(), message);
        var opens = what is TextConsentEvent.Began or TextConsentEvent.Noticed;
        if (StoppedBy(what) is { } stopped && before?.Stopped != stopped && !(opens && before is not null))
        {
            session.Execute(
                "INSERT INTO TextConsents (Number, Stopped, Since) VALUES ($1, $2, $3) ON CONFLICT (Number) DO UPDATE SET Stopped = excluded.Stopped, Since = excluded.Since", number, stopped, now);
        }

        return before;
    }

    // Only a word to that effect opens again what was ended: a notice of ours or a message of theirs does not.
    private static TextConsent? Before(StoreSession session, string number, long id)
    {
        TextConsent? consent = null;
        foreach (var (kind, at) in session.List(
            "SELECT Kind, At FROM TextConsentEvents WHERE Number = $1 AND Id < $2 AND " + Changes + " ORDER BY Id", row => (Enum.Parse<TextConsentEvent>(row.GetString(0)), row.Time(1)), number, id))
        {
            if (kind is TextConsentEvent.Began or TextConsentEvent.Noticed)
                consent ??= new(Stopped: false, at);
            else if (StoppedBy(kind) is { } stopped && consent?.Stopped != stopped)
                consent = new(stopped, at);
        }

        return consent;
    }

    private static bool? StoppedBy(TextConsentEvent what) => what switch
    {
        TextConsentEvent.Stopped or TextConsentEvent.StoppedInWords or TextConsentEvent.StoppedAtCarrier => true,
        TextConsentEvent.Resumed => false,
        TextConsentEvent.Began or TextConsentEvent.Noticed => false,
        _ => null,
    };

    private async ValueTask<string> HashAsync(string number, CancellationToken cancel)
    {
        var secret = await secrets.GetOrCreateAsync("text-consents", SecretBytes, cancel);
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(number)));
    }
}
