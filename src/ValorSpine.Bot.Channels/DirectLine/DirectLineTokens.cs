using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>What a token stands for: one conversation and its one patient.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The patient in it.</param>
/// <param name="Channel"><c>webchat</c> or <c>directline</c>.</param>
internal sealed record TokenSubject(string ConversationId, string UserId, string Channel);

/// <summary>A token that was found good.</summary>
/// <param name="Subject">What it stands for.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record ValidToken(TokenSubject Subject, DateTimeOffset Expires);

/// <summary>
/// Makes and reads tokens: signed, bound to one conversation and one patient. Three kinds that never pass for one another, told apart by audience:
/// for requests, for opening one stream, and for coming back to a conversation later.
/// </summary>
internal sealed class DirectLineTokens(IDirectLineKeys keys, IOptions<DirectLineOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>How long a stream token may wait for its use, as Direct Line has it.</summary>
    public static readonly TimeSpan StreamTokenLifetime = TimeSpan.FromSeconds(60);

    private const int MostVerified = 10_000;
    private static readonly TimeSpan s_verifiedFor = TimeSpan.FromMinutes(2);

    private const string Issuer = "valorspine-bot";
    private const string ForRequests = "directline";
    private const string ForStream = "directline-stream";
    private const string ForResume = "webchat-resume";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    /// <summary>Tokens whose signature was found good a moment ago: a chat sends the same one with every request.</summary>
    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = MostVerified });

    private readonly ConcurrentDictionary<string, DateTimeOffset> _usedStreamTokens = new(StringComparer.Ordinal);

    /// <summary>Seconds that a fresh token lives.</summary>
    public int LifetimeSeconds => (int)Math.Ceiling(options.Value.TokenLifetime.TotalSeconds);

    /// <summary>When a token issued now ends.</summary>
    public DateTimeOffset Expiry => time.GetUtcNow().AddSeconds(LifetimeSeconds);

    /// <summary>A subject with a fresh unguessable conversation (192 bits) and patient (128 bits).</summary>
    public static TokenSubject NewSubject(string channel, string? userId = null) =>
        new(Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(24)), userId ?? "dl_" + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)), channel);

    /// <summary>A token for requests.</summary>
    public string Issue(TokenSubject subject) => Write(subject, ForRequests, Expiry);

    /// <summary>A token for coming back.</summary>
    public string IssueResume(TokenSubject subject) => Write(subject, ForResume, time.GetUtcNow().AddDays(options.Value.ResumeDays));

    /// <summary>A token that opens one stream once; the stream may last until the token for requests ends.</summary>
    public string IssueStream(TokenSubject subject, DateTimeOffset until) => Write(subject, ForStream, time.GetUtcNow() + StreamTokenLifetime, until);

    /// <summary>Reads a token for requests.</summary>
    /// <exception cref="DirectLineException">403: not ours, or expired.</exception>
    public async ValueTask<ValidToken> ReadAsync(string token)
    {
        if (!_verified.TryGetValue(token, out ValidToken? valid) || valid is null)
        {
            var read = await VerifyAsync(token, ForRequests) ?? throw DirectLineException.Forbidden("The token is not valid here.");
            valid = new(SubjectOf(read), read.ValidTo);
            _verified.Set(token, valid, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_verifiedFor });
        }

        return valid.Expires > time.GetUtcNow() ? valid : throw DirectLineException.TokenExpired();
    }

    /// <summary>Reads a token for coming back; null where it is not ours or has ended.</summary>
    public async ValueTask<TokenSubject?> ReadResumeAsync(string token) =>
        await VerifyAsync(token, ForResume) is { } read && read.ValidTo > time.GetUtcNow() ? SubjectOf(read) : null;

    /// <summary>Reads a stream token and uses it up. The expiry is when the stream must end.</summary>
    /// <exception cref="DirectLineException">403: not ours, expired, or used before.</exception>
    public async ValueTask<ValidToken> UseStreamAsync(string token)
    {
        var now = time.GetUtcNow();
        var read = await VerifyAsync(token, ForStream) ?? throw DirectLineException.Forbidden("The stream address is not valid here.");
        if (read.ValidTo <= now)
            throw DirectLineException.TokenExpired();
        foreach (var (id, end) in _usedStreamTokens)
        {
            if (end <= now)
                _usedStreamTokens.TryRemove(id, out _);
        }

        if (!_usedStreamTokens.TryAdd(read.Id, read.ValidTo))
            throw DirectLineException.Forbidden("The stream address was used before: reconnect to get a new one.");
        return new(SubjectOf(read), DateTimeOffset.FromUnixTimeSeconds(read.GetPayloadValue<long>("until")));
    }

    /// <inheritdoc/>
    public void Dispose() => _verified.Dispose();

    private string Write(TokenSubject subject, string audience, DateTimeOffset expires, DateTimeOffset? until = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["bot"] = "valorspine",
            ["site"] = subject.Channel,
            ["conv"] = subject.ConversationId,
            ["user"] = subject.UserId,
        };
        if (until is { } end)
            claims["until"] = end.ToUnixTimeSeconds();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = time.GetUtcNow().UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = new(Key(), SecurityAlgorithms.HmacSha256),
        });
    }

    private async ValueTask<JsonWebToken?> VerifyAsync(string token, string audience)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = audience,
            IssuerSigningKey = Key(),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateLifetime = false, // Checked by the callers, who tell expired from invalid and use the service's clock.
            RequireExpirationTime = true,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private SymmetricSecurityKey Key() =>
        keys.SigningKey is { Length: >= 32 } key ? new(key) : throw new InvalidOperationException("The Direct Line signing key must be 32 bytes or longer.");

    private static TokenSubject SubjectOf(JsonWebToken token) =>
        new(token.GetPayloadValue<string>("conv"), token.GetPayloadValue<string>("user"), token.GetPayloadValue<string>("site"));
}
