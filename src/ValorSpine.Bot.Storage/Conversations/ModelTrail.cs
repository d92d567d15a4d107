using System.Security.Cryptography;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>What left the clinic for a language model, as the audit trail has it: by its hash. The text itself stands, encrypted, with its turn.</summary>
public static class ModelTrail
{
    /// <summary>Who asked.</summary>
    public const string Actor = "bot";

    private const int LettersOfHash = 32;

    /// <summary>The action of a request.</summary>
    public static string ActionOf(ModelRequest request) => $"model.{request.Use}.{Convert.ToHexStringLower(SHA256.HashData(StoredJson.Write(request)))[..LettersOfHash]}";
}
