using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Hl7.Fhir.Serialization;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// Asks a FHIR R4 server. What it answers is told apart by what follows from it: a resource, none, changed by others, not to be reached now, refused for good.
/// </summary>
internal sealed class FhirServer(HttpClient http, FhirScheduleSettings settings)
{
    private static readonly FhirClientSettings s_client = new()
    {
        PreferredFormat = ResourceFormat.Json,
        ReturnPreference = ReturnPreference.Representation,
        VerifyFhirVersion = false,
    };

    private bool? _knowsTransactions;

    /// <summary>A resource, or null where there is none.</summary>
    public async Task<T?> ReadAsync<T>(string id, CancellationToken cancel)
        where T : Resource => (await AskAsync(client => client.ReadAsync<T>($"{Name<T>()}/{id}", ct: cancel), cancel)).Value;

    /// <summary>The resource as it stands after the update, or null where others have changed or deleted it since it was read.</summary>
    public async Task<T?> UpdateAsync<T>(T resource, CancellationToken cancel)
        where T : Resource => (await AskAsync(client => client.UpdateAsync(resource, versionAware: true, cancel), cancel)).Value;

    /// <summary>Creates a resource where none has its identifier; gives the one that has it then.</summary>
    public async Task<T> CreateOnceAsync<T>(T resource, Identifier identifier, CancellationToken cancel)
        where T : Resource
    {
        // Of one that is there a server may answer without a body.
        var answer = await AskAsync(client => client.ConditionalCreateAsync(resource, Identified(identifier), cancel), cancel);
        return answer.Value is { Id: not null } created ? created : await FindAsync<T>(identifier, cancel) ?? throw new ScheduleRefusedException(Refusal(answer.Status));
    }

    /// <summary>The resource that has an identifier, or null.</summary>
    public async Task<T?> FindAsync<T>(Identifier identifier, CancellationToken cancel)
        where T : Resource
    {
        await foreach (var found in SearchAsync<T>(Identified(identifier), cancel))
            return found;
        return null;
    }

    /// <summary>What a search finds, page by page.</summary>
    public async IAsyncEnumerable<T> SearchAsync<T>(SearchParams search, [EnumeratorCancellation] CancellationToken cancel)
        where T : Resource
    {
        var page = (await AskAsync(client => client.SearchAsync<T>(search, cancel), cancel)).Value;
        while (page is not null)
        {
            foreach (var entry in page.Entry)
            {
                if (entry.Resource is T found)
                    yield return found;
            }

            if (page.NextLink is not { } next)
                yield break;
            if (next.IsAbsoluteUri && !settings.BaseUrl.Holds(next))
                throw new ScheduleRefusedException("the next page of what it found is at another address");
            var before = page;
            page = (await AskAsync(client => client.ContinueAsync(before, PageDirection.Next, cancel), cancel)).Value;
        }
    }

    /// <summary>Whether the server says that it carries out transactions.</summary>
    public async Task<bool> KnowsTransactionsAsync(CancellationToken cancel)
    {
        if (_knowsTransactions is { } known)
            return known;
        var capabilities = (await AskAsync(client => client.GetAsync("metadata", cancel), cancel)).Value as CapabilityStatement;
        var knows = capabilities?.Rest.Any(rest => rest.Interaction.Any(interaction => interaction.Code == CapabilityStatement.SystemRestfulInteraction.Transaction)) == true;
        _knowsTransactions = knows;
        return knows;
    }

    /// <summary>What came of a transaction, or null where it was not carried out because others have changed what it is about.</summary>
    public async Task<Bundle?> TransactAsync(Bundle transaction, CancellationToken cancel) => (await AskAsync(client => client.TransactionAsync(transaction, cancel), cancel)).Value;

    /// <summary>Search for a resource by identifier.</summary>
    public static SearchParams Identified(Identifier identifier) => new("identifier", $"{identifier.System}|{identifier.Value}");

    /// <summary>What a status says in words.</summary>
    public static string Refusal(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"it answered {(int)status}");

    private static string Name<T>() => ModelInfo.GetFhirTypeNameForType(typeof(T))!;

    private static bool IsNone(HttpStatusCode status) => status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed;

    // A refused sign-in is a matter of settings: the request can be carried out once they are put right.
    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is 425 or >= 500;

    private async Task<(T? Value, HttpStatusCode Status)> AskAsync<T>(Func<FhirClient, Task<T?>> ask, CancellationToken cancel)
        where T : class
    {
        try
        {
            // One for each request: a client remembers the last answer.
            using var client = new FhirClient(settings.BaseUrl, http, s_client);
            return (await ask(client), HttpStatusCode.OK);
        }
        catch (FhirOperationException error) when (IsNone(error.Status))
        {
            return (null, error.Status);
        }
        catch (FhirOperationException error) when (MayPass(error.Status))
        {
            throw new ScheduleUnreachableException(Refusal(error.Status), error);
        }
        catch (FhirOperationException error)
        {
            throw new ScheduleRefusedException(Refusal(error.Status), error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new ScheduleUnreachableException("it cannot be reached", error);
        }
        catch (Exception error) when (error is FormatException or DeserializationFailedException or UnsupportedBodyTypeException)
        {
            throw new ScheduleUnreachableException("what it answered is not FHIR R4", error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new ScheduleUnreachableException("it did not answer in time", error);
        }
    }
}
