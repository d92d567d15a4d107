using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>Tests on accounts and sessions of one running service, one after the other: a start costs more than each.</summary>
[CollectionDefinition]
public sealed class ServedStaff : ICollectionFixture<ServedStaff.Service>
{
    /// <summary>The service, at a time that the tests move on.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

        public Service() => Served = new(_folder, Time);

        internal FakeTimeProvider Time { get; } = new(new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

        internal StaffService Served { get; }

        public async ValueTask InitializeAsync()
        {
            using var browser = Served.Open();
            using var page = await browser.GetAsync(StaffConsole.SignInPath);
            page.EnsureSuccessStatusCode();
        }

        public async ValueTask DisposeAsync()
        {
            await Served.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
