using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Texting;

/// <summary>The program as it is started, on a real socket and a data file of its own, with a fake Twilio that carries its texts.</summary>
internal sealed class TextedBot(FakeTwilio twilio, string folder, TimeProvider? time, params (string Key, string Value)[] settings) : WebApplicationFactory<LiveContent>
{
    public const string PublicUrl = "https://bot.example.org";

    private HttpClient? _http;
    private int _sids;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HttpClient Http => _http!;

    public static TextedBot Serve(FakeTwilio twilio, string folder, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var bot = new TextedBot(twilio, folder, time, settings);
        bot.UseKestrel();
        bot.StartServer();
        bot._http = new() { BaseAddress = bot.ClientOptions.BaseAddress };
        return bot;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Posts a text as Twilio does; gives status and body.</summary>
    public Task<(int Status, string Body)> TextAsync(string from, string body, string? sid = null, int media = 0, string? optOut = null)
    {
        sid ??= string.Create(CultureInfo.InvariantCulture, $"SM{++_sids:x32}");
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = FakeTwilio.Account,
            ["ApiVersion"] = "2010-04-01",
            ["Body"] = body,
            ["From"] = from,
            ["FromCity"] = "",
            ["MessageSid"] = sid,
            ["NumMedia"] = media.ToString(CultureInfo.InvariantCulture),
            ["SmsStatus"] = "received",
            ["To"] = FakeTwilio.Number,
        };
        if (optOut is not null)
            fields["OptOutType"] = optOut;
        return PostAsync("/sms/twilio", fields);
    }

    /// <summary>Posts a form that is signed as Twilio signs it.</summary>
    public async Task<(int Status, string Body)> PostAsync(string pathAndQuery, SortedDictionary<string, string> fields, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, pathAndQuery) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", signature ?? Sign(PublicUrl + pathAndQuery, fields));
        using var response = await Http.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>What somebody reads in the data file.</summary>
    public List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DataFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var list = new List<string>();
        while (rows.Read())
            list.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(column => rows.IsDBNull(column) ? "-" : rows.GetValue(column).ToString())));
        return list;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production).UseContentRoot(Repository.Root);
        builder.UseSetting("Storage:ConnectionString", $"Data Source={DataFile}");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.ConfigureLogging(logging => logging.AddFakeLogging().AddFilter<FakeLoggerProvider>(level => level >= LogLevel.Information));
        builder.UseSetting("Twilio:AccountSid", FakeTwilio.Account);
        builder.UseSetting("Twilio:AuthToken", FakeTwilio.Token);
        builder.UseSetting("Twilio:FromNumber", FakeTwilio.Number);
        builder.UseSetting("Twilio:PublicUrl", PublicUrl);
        builder.UseSetting("Twilio:BaseUrl", twilio.Url.AbsoluteUri);
        builder.UseSetting("Twilio:QuietHours", "08:00-08:00");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        if (time is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(time));
    }

    protected override void Dispose(bool disposing)
    {
        _http?.Dispose();
        base.Dispose(disposing);
    }

    private string DataFile => Path.Combine(folder, "bot.db");

    private static string Sign(string url, SortedDictionary<string, string> fields)
    {
        var signed = url + string.Concat(fields.Select(field => field.Key + field.Value));
#pragma warning disable CA5350 // Twilio's protocol knows no other.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(FakeTwilio.Token), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
    }
}
