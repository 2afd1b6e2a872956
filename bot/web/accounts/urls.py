"""Addresses of the account pages, below `/account/`."""

from __future__ import annotations

from django.urls import path

from bot.web.accounts import staff_views, views

urlpatterns = [
    path("", views.own_account, name="account"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("code/", views.enter_code, name="enter_code"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("single-sign-on/", views.begin_single_sign_on, name="begin_single_sign_on"),
    path("single-sign-on/back/", views.finish_single_sign_on, name="finish_single_sign_on"),
    path("password/", views.change_password, name="change_password"),
    path("codes/", views.set_up_codes, name="set_up_codes"),
    path("codes/remove/", views.remove_codes, name="remove_codes"),
    path("shortcuts/", views.switch_shortcuts, name="switch_shortcuts"),
    path("staff/", staff_views.staff_list, name="staff"),
    path("staff/<int:account_id>/", staff_views.staff_account, name="staff_account"),
    path("staff/<int:account_id>/roles/", staff_views.staff_roles, name="staff_roles"),
    path("staff/<int:account_id>/open/", staff_views.staff_open, name="staff_open"),
    path("staff/<int:account_id>/reset/", staff_views.staff_reset, name="staff_reset"),
]
