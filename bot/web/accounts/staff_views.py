"""The administrator's page: who has an account, and with which roles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bot.web.accounts.forms import RolesForm, StaffForm
from bot.web.accounts.models import Account
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May, Role
from bot.web.accounts.staff import AccountError, add_account, change_roles, reset, set_open

_OWN = "You cannot do this to your own account. Ask another administrator."


@needs(May.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def staff_list(request: HttpRequest) -> HttpResponse:
    """List the accounts, and add one; its first password is shown once."""
    form = StaffForm(request.POST if request.method == "POST" else None)
    password = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        roles = [Role(name) for name in given["roles"]]
        try:
            password = add_account(given["username"], roles, email=given["email"], by=request.user.username)
        except AccountError as error:
            form.add_error("username", str(error))
    name = form.cleaned_data["username"] if password else ""
    shown = {
        "accounts": Account.objects.prefetch_related("groups").order_by("username"),
        "now": timezone.now(),
        "form": StaffForm() if password else form,
        "password": password,
        "name": name,
    }
    return render(request, "accounts/staff.html", shown, status=422 if form.errors else 200)


@needs(May.MANAGE_ACCOUNTS)
@require_GET
def staff_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account."""
    account = get_object_or_404(Account, pk=account_id)
    return _page(request, account, RolesForm(initial={"roles": [role.value for role in account.roles]}))


@needs(May.MANAGE_ACCOUNTS)
@require_POST
def staff_roles(request: HttpRequest, account_id: int) -> HttpResponse:
    """Change the roles of an account."""
    account = get_object_or_404(Account, pk=account_id)
    form = RolesForm(request.POST)
    if account == request.user:
        form.add_error(None, _OWN)
    if not form.is_valid():
        return _page(request, account, form, status=422)
    change_roles(account, [Role(name) for name in form.cleaned_data["roles"]], by=request.user.username)
    return HttpResponseRedirect(reverse("staff_account", args=[account.pk]))


@needs(May.MANAGE_ACCOUNTS)
@require_POST
def staff_open(request: HttpRequest, account_id: int) -> HttpResponse:
    """Disable an account, or open it again."""
    account = get_object_or_404(Account, pk=account_id)
    form = RolesForm({"roles": [role.value for role in account.roles]})
    if account == request.user:
        form.add_error(None, _OWN)
        return _page(request, account, form, status=422)
    set_open(account, request.POST.get("open") == "yes", by=request.user.username)
    return HttpResponseRedirect(reverse("staff_account", args=[account.pk]))


@needs(May.MANAGE_ACCOUNTS)
@require_POST
def staff_reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give an account a new first password, which is shown once."""
    account = get_object_or_404(Account, pk=account_id)
    form = RolesForm({"roles": [role.value for role in account.roles]})
    if account == request.user:
        form.add_error(None, _OWN)
        return _page(request, account, form, status=422)
    return _page(request, account, form, password=reset(account, by=request.user.username))


def _page(
    request: HttpRequest, account: Account, form: RolesForm, *, password: str = "", status: int = 200
) -> HttpResponse:
    locked = account.locked_at(timezone.now())
    shown = {"account": account, "form": form, "password": password, "locked": locked}
    return render(request, "accounts/staff_account.html", shown, status=status)
