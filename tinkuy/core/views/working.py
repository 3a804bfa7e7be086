"""What waits for whoever is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinkuy.core.models import User
from tinkuy.core.waiting import waiting_for


@require_safe
@login_required
def working(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    return render(request, "core/working.html", {"heaps": waiting_for(request.user)})
