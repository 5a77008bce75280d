using System.Text.RegularExpressions;

namespace StoreScp.Emulator;

/// <summary>What the values of requests have to look like (HealthImaging API, "Data types").</summary>
internal static partial class Patterns
{
    /// <exception cref="ApiException">ValidationException: the length or the characters are others.</exception>
    public static string Require(string name, string value, Regex pattern, int minimum, int maximum)
    {
        if (value.Length < minimum || value.Length > maximum) throw ApiException.Validation($"{name} has not {minimum} to {maximum} characters");
        if (!pattern.IsMatch(value)) throw ApiException.Validation($"{name} does not match {pattern}");
        return value;
    }

    [GeneratedRegex(@"^[0-9a-z]{32}\z")]
    public static partial Regex Id();

    [GeneratedRegex(@"^[0-9a-z]+\z")]
    public static partial Regex JobId();

    [GeneratedRegex(@"^\d+\z", RegexOptions.ECMAScript)]
    public static partial Regex VersionId();

    [GeneratedRegex(@"^[a-zA-Z0-9._-]+\z")]
    public static partial Regex ClientToken();

    [GeneratedRegex(@"^[A-Za-z0-9._/#-]+\z")]
    public static partial Regex Name();

    [GeneratedRegex(@"^s3://[a-z0-9][.\-a-z0-9]{1,61}[a-z0-9](/.*)?\z", RegexOptions.Singleline)]
    public static partial Regex S3Uri();

    [GeneratedRegex(@"^arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+\z")]
    public static partial Regex RoleArn();

    [GeneratedRegex(@"^\d{12}\z", RegexOptions.ECMAScript)]
    public static partial Regex AccountId();

    [GeneratedRegex(@"^arn:aws[a-zA-Z-]{0,16}:kms:[a-z]{2}(-[a-z]{1,16}){1,3}-\d{1}:\d{12}:((key/[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12})|(alias/[a-zA-Z0-9:/_-]{1,256}))\z")]
    public static partial Regex KmsKeyArn();

    [GeneratedRegex(@"^arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?\z", RegexOptions.ECMAScript)]
    public static partial Regex LambdaArn();

    [GeneratedRegex(@"^arn:aws((-us-gov)|(-iso)|(-iso-b)|(-cn))?:medical-imaging:[a-z0-9-]+:[0-9]{12}:datastore/[0-9a-z]{32}(/imageset/[0-9a-z]{32})?\z")]
    public static partial Regex Arn();

    // As in the model: '+-=' is a range, which holds the digits.
    [GeneratedRegex(@"^(?!aws:)[a-zA-Z+-=._:/]+\z")]
    public static partial Regex TagKey();

    [GeneratedRegex(@"^[0-9.]+\z")]
    public static partial Regex Uid();

    [GeneratedRegex(@"^(SUBMITTED|IN_PROGRESS|COMPLETED|FAILED)\z")]
    public static partial Regex JobStatus();

    [GeneratedRegex(@"^(CREATING|CREATE_FAILED|ACTIVE|DELETING|DELETED)\z")]
    public static partial Regex DatastoreStatus();

    [GeneratedRegex(@"^(HTJ2K|JPEG_2000_LOSSLESS)\z")]
    public static partial Regex LosslessStorageFormat();
}
