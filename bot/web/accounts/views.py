"""Signing in and out, and what people see and change of their own account."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bot.web.accounts import codes, single_sign_on
from bot.web.accounts.forms import CodeForm, ConfirmPasswordForm, PasswordForm, SignInForm
from bot.web.accounts.models import Account
from bot.web.accounts.permissions import open_to_all, signed_in
from bot.web.accounts.roles import May
from bot.web.accounts.single_sign_on import SingleSignOnError
from bot.web.accounts.tries import count_wrong, forget_wrong, too_many_from
from bot.web.audit.record import Deed, record

logger = logging.getLogger(__name__)
_PENDING, _NEXT, _SECRET = "pending_account", "pending_next", "new_code_secret"
_PASSWORDS = "django.contrib.auth.backends.ModelBackend"
_WRONG = "Enter a correct user name and password. After a few wrong tries an account is shut for a while."
_WRONG_CODE = "The code is not right, or it was used before. Wait for the next one and enter that."


@open_to_all
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password; with one-time codes on, the code is asked for next."""
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(_next_of(request, request.GET.get("next", "")) or _home_of(request.user))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        account = _account_in(request, form) if form.is_valid() else None
        if account is not None:
            return _after_password(request, account)
        status = 422
        if form.is_valid():
            form.add_error(None, _WRONG)
    shown = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "accounts/sign_in.html", {**shown, "single_sign_on": single_sign_on.is_on()}, status=status)


@open_to_all
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask somebody whose password was right for the one-time code."""
    account = Account.objects.filter(pk=request.session.get(_PENDING), is_active=True).first()
    if account is None or not account.code_secret:
        return HttpResponseRedirect(reverse("sign_in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _is_shut(request, account) and codes.take(account, form.cleaned_data["code"]):
            forget_wrong(account)
            return _let_in(request, account, request.session.get(_NEXT, ""))
        count_wrong(account, _address(request))
        form.add_error("code", _WRONG_CODE)
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.errors else 200)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in."""
    if request.user.is_authenticated:
        record(Deed(request.user.username, "signed_out", f"account {request.user.username}"))
    logout(request)
    return HttpResponseRedirect(reverse("sign_in"))


@open_to_all
@require_POST
def begin_single_sign_on(request: HttpRequest) -> HttpResponse:
    """Send the person to the council's single sign-on."""
    if not single_sign_on.is_on():
        return HttpResponseRedirect(reverse("sign_in"))
    request.session[_NEXT] = request.POST.get("next", "")
    try:
        return single_sign_on.begin(request, request.build_absolute_uri(reverse("finish_single_sign_on")))
    except SingleSignOnError as error:
        return _sign_on_failed(request, error)


@open_to_all
@require_GET
def finish_single_sign_on(request: HttpRequest) -> HttpResponse:
    """Let in whom the single sign-on has sent back."""
    if not single_sign_on.is_on():
        return HttpResponseRedirect(reverse("sign_in"))
    try:
        account = single_sign_on.finish(request)
    except SingleSignOnError as error:
        return _sign_on_failed(request, error)
    return _let_in(request, account, request.session.get(_NEXT, ""))


@signed_in
@require_GET
def own_account(request: HttpRequest) -> HttpResponse:
    """Show somebody their own account."""
    return render(request, "accounts/own.html")


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Let somebody choose a new password; their other sign-ins end with it."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["new"])
        request.user.must_change_password = False
        request.user.save()
        update_session_auth_hash(request, request.user)
        record(Deed(request.user.username, "password_changed", f"account {request.user.username}"))
        return HttpResponseRedirect(_home_of(request.user))
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def set_up_codes(request: HttpRequest) -> HttpResponse:
    """Let somebody switch one-time codes on: the first code proves that the app has the secret."""
    secret = request.session.setdefault(_SECRET, codes.new_secret())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if codes.is_right(secret, form.cleaned_data["code"]):
            Account.objects.filter(pk=request.user.pk).update(code_secret=secret, code_step=0)
            del request.session[_SECRET]
            record(Deed(request.user.username, "codes_on", f"account {request.user.username}"))
            return HttpResponseRedirect(reverse("account"))
        form.add_error("code", _WRONG_CODE)
    shown = {"form": form, "secret": secret, "address": codes.address_for_app(request.user, secret)}
    return render(request, "accounts/codes.html", shown, status=422 if form.errors else 200)


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def remove_codes(request: HttpRequest) -> HttpResponse:
    """Let somebody switch one-time codes off, with their password."""
    form = ConfirmPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.user.check_password(form.cleaned_data["present"]):
            Account.objects.filter(pk=request.user.pk).update(code_secret="")
            record(Deed(request.user.username, "codes_off", f"account {request.user.username}"))
            return HttpResponseRedirect(reverse("account"))
        form.add_error("present", "This is not your present password")
    return render(request, "accounts/remove_codes.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def switch_shortcuts(request: HttpRequest) -> HttpResponse:
    """Switch the console's single-key shortcuts on or off."""
    Account.objects.filter(pk=request.user.pk).update(shortcuts=request.POST.get("shortcuts") == "on")
    return HttpResponseRedirect(reverse("account"))


def _account_in(request: HttpRequest, form: SignInForm) -> Account | None:
    """Return the account whose name and password were given, or None; every wrong try counts."""
    given = form.cleaned_data
    named = Account.objects.filter(username__iexact=given["username"]).first()
    if _is_shut(request, named):
        return None
    name = named.username if named else given["username"]
    account = authenticate(request, username=name, password=given["password"])
    if account is None:
        count_wrong(named, _address(request))
        logger.warning("a sign-in was refused")
    return account


def _is_shut(request: HttpRequest, account: Account | None) -> bool:
    if too_many_from(_address(request)):
        return True
    return account is not None and account.locked_at(timezone.now())


def _after_password(request: HttpRequest, account: Account) -> HttpResponse:
    back = request.POST.get("next", "")
    if account.code_secret:
        request.session.cycle_key()
        request.session[_PENDING], request.session[_NEXT] = account.pk, back
        return HttpResponseRedirect(reverse("enter_code"))
    forget_wrong(account)
    return _let_in(request, account, back)


def _let_in(request: HttpRequest, account: Account, back: str) -> HttpResponse:
    for key in (_PENDING, _NEXT):
        request.session.pop(key, None)
    login(request, account, backend=_PASSWORDS)
    record(Deed(account.username, "signed_in", f"account {account.username}"))
    return HttpResponseRedirect(_next_of(request, back) or _home_of(account))


def _next_of(request: HttpRequest, back: str) -> str:
    """Return where the person wanted to go, if that is a page of ours."""
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if safe else ""


def _home_of(account: Account) -> str:
    """Return the page on which somebody with these roles begins."""
    for permission, address in settings.STAFF_HOMES:
        if account.may(May(permission)):
            return str(address)
    return reverse("account")


def _sign_on_failed(request: HttpRequest, error: SingleSignOnError) -> HttpResponse:
    logger.warning("single sign-on: %s", error)
    form = SignInForm()
    shown = {"form": form, "next": "", "single_sign_on": True, "sign_on_failed": True}
    return render(request, "accounts/sign_in.html", shown, status=403)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
