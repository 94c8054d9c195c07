"""Letters such as servers write.  Only Postfix's own are real, in ``test_postfix``;
these follow the shapes that QQ, NetEase, Outlook and feedback loops are known for."""

from base64 import b64encode

SERIAL = "abcdefgh234567ab"
TOKEN = "a2b3c4d5e6f7abcdefghijklmnopqrst"  # noqa: S105
OURS = f"hewan.2021-11-23.1024.{TOKEN}@paper.example.org"

HEAD = f"""\
From: Mail Delivery Subsystem <mailer-daemon@mx.example.net>
To: bounces+{SERIAL}@paper.example.org
Subject: Delivery Status Notification
MIME-Version: 1.0
"""
REPORT = """\
Content-Type: multipart/report; report-type={kind}; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8

{words}

--cut
Content-Type: {machine}

{fields}

--cut
Content-Type: text/rfc822-headers

From: paper@paper.example.org
Message-ID: <{ours}>
Subject: an issue

--cut--
"""


def a_dsn(*recipients: str) -> bytes:
    """A delivery status notification; each recipient is its block of fields."""
    fields = "\n\n".join(("Reporting-MTA: dns; mx.example.net", *recipients))
    return _report("delivery-status", "message/delivery-status", fields)


def a_recipient(
    status: str,
    words: str,
    action: str = "failed",
    address: str = "reader@example.net",
) -> str:
    return (
        f"Original-Recipient: rfc822;{address}\nFinal-Recipient: rfc822; {address}\n"
        f"Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {words}"
    )


def a_complaint(kind: str = "abuse") -> bytes:
    fields = (
        f"Feedback-Type: {kind}\nUser-Agent: Loop/1\nVersion: 1\n"
        f"Original-Mail-From: <bounces+{SERIAL}@paper.example.org>\n"
        "Original-Rcpt-To: <reader@example.net>"
    )
    return _report("feedback-report", "message/feedback-report", fields)


def _report(kind: str, machine: str, fields: str) -> bytes:
    words = "This is a report."
    body = REPORT.format(
        kind=kind, machine=machine, fields=fields, words=words, ours=OURS
    )
    return (HEAD + body).replace("\n", "\r\n").encode()


def in_words(
    text: str,
    charset: str = "gb18030",
    subject: str = "系统退信",
    sender: str = "postmaster@qq.com",
    more: str = "",
) -> bytes:
    """A letter that tells only people what happened."""
    encoded = b64encode(subject.encode(charset)).decode()
    head = (
        f"From: <{sender}>\nTo: bounces+{SERIAL}@paper.example.org\n"
        f"Subject: =?{charset}?B?{encoded}?=\n{more}MIME-Version: 1.0\n"
        f"Content-Type: text/html; charset={charset}\n"
        "Content-Transfer-Encoding: base64\n\n"
    )
    return head.encode() + b64encode(text.encode(charset))
