using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;

namespace StoreScp.AwsCalls;

/// <summary>Asks AWS Security Token Service who we are (API version 2011-06-15, AWS Query protocol). Nobody needs a right for it.</summary>
/// <remarks>The <see cref="HttpClient"/> stays the caller's.</remarks>
public sealed class StsCaller(HttpClient http, string region, AWSCredentials credentials, Uri? endpoint, TimeProvider time)
{
    private const string Name = "STS";
    private const int MaximumAnswerBytes = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly byte[] Body = Encoding.ASCII.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");

    private readonly SigV4Signer _signer = new(credentials, region, "sts", time);

    /// <exception cref="AwsCallException">It was refused (keys that are wrong or have ended), or there was no answer.</exception>
    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation)
    {
        using var deadline = new Deadline(Timeout, time, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint ?? new Uri($"https://sts.{region}.amazonaws.com/"))
            {
                Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } },
            };
            await _signer.SignAsync(request, Body, deadline.Token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var answer = await BoundedBody.TryReadAsync(response.Content, MaximumAnswerBytes, deadline.Token) ?? throw Unreadable($"it is longer than {MaximumAnswerBytes} bytes");
            var document = XDocument.Parse(Encoding.UTF8.GetString(answer.Span));
            if (!response.IsSuccessStatusCode)
                throw new AwsCallException(new(Find(document, "Code") ?? "Unknown", Find(document, "Message") ?? $"{Name} answered {(int)response.StatusCode}.", response.StatusCode));
            return new CallerIdentity(Find(document, "Account") ?? throw Unreadable("it names no account"), Find(document, "Arn") ?? throw Unreadable("it names no ARN"));
        }
        catch (XmlException)
        {
            throw Unreadable("it is no XML");
        }
        catch (Exception fault) when (MissingAnswer.Explains(fault, deadline))
        {
            throw new AwsCallException(new(AwsCallException.NoAnswer, MissingAnswer.Describe(Name, fault, deadline)), MissingAnswer.Quotable(fault));
        }
    }

    private static string? Find(XDocument document, string element) => document.Descendants().FirstOrDefault(found => found.Name.LocalName == element)?.Value;

    private static AwsCallException Unreadable(string why) => new(new(AwsCallException.UnreadableAnswer, MissingAnswer.Unreadable(Name, why)));
}
